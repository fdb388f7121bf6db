using BookingEngine.Branding;

namespace BookingEngine.Notifications.Templates;

/// <summary>Checks templates and shows them with sample values.</summary>
public sealed class TemplateCheck(ITemplateEngine engine, MailWriter writer)
{
    private static readonly string[] Forbidden = ["<script", "<iframe", "<object", "<embed", "<form", "<base", "javascript:"];

    /// <summary>Null if the template can be sent. It is rendered with the sample values.</summary>
    public async Task<TemplateInvalid?> FindErrorAsync(OwnTemplate template, CancellationToken cancellation)
    {
        foreach (var (part, source) in new[] { ("subject", template.Subject), ("text", template.Text), ("html", template.Html) })
        {
            if (engine.Check(source) is { } error)
            {
                return new TemplateInvalid(part, error);
            }
        }

        return FindForbidden(template.Html) is { } forbidden ? forbidden : await FindFailureAsync(template, cancellation);
    }

    /// <summary>The mail with sample values.</summary>
    /// <exception cref="TemplateException">The template cannot be rendered.</exception>
    public async Task<Mail> ShowAsync(MailKind kind, string locale, TemplateSource source, string messageId, MailRecipient to, CancellationToken cancellation) =>
        writer.Write(
            new MailDraft(kind, messageId, to, voice => SampleValues.Of(kind, voice)) { StopUrl = kind == MailKinds.Reminder ? links => links.Reminders("sample") : null },
            await writer.VoiceAsync(locale, cancellation), source);

    private async Task<TemplateInvalid?> FindFailureAsync(OwnTemplate template, CancellationToken cancellation)
    {
        try
        {
            var kind = MailKinds.Find(template.Kind)!;
            var to = new MailRecipient("ada@example.com", "Ada Lovelace", []);
            var mail = await ShowAsync(kind, template.Locale, template.Source, "sample", to, cancellation);
            return mail.Subject.Length == 0 ? new TemplateInvalid("subject", new(1, 1, "It is empty."))
                : mail.Text.Trim().Length == 0 ? new TemplateInvalid("text", new(1, 1, "It is empty."))
                : null;
        }
        catch (TemplateException e)
        {
            return new TemplateInvalid("template", new(1, 1, e.Message));
        }
    }

    private static TemplateInvalid? FindForbidden(string html)
    {
        foreach (var text in Forbidden)
        {
            if (html.IndexOf(text, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
            {
                var line = html.AsSpan(0, at).Count('\n') + 1;
                return new TemplateInvalid("html", new(line, at - (html.LastIndexOf('\n', at) + 1) + 1, $"A mail cannot have {text.Trim('<', ':')}."));
            }
        }

        return null;
    }
}
