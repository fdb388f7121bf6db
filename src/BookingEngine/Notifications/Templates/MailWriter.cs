using BookingEngine.Branding;
using BookingEngine.Languages;
using Microsoft.Extensions.Logging;

namespace BookingEngine.Notifications.Templates;

/// <param name="Languages">The languages that the person reads, the best first.</param>
public sealed record MailRecipient(string Address, string Name, IReadOnlyList<string> Languages);

/// <summary>What a mail is to say.</summary>
/// <param name="MessageId">The same at every try.</param>
/// <param name="Values">What the kind's templates may use, besides what all may.</param>
public sealed record MailDraft(
    MailKind Kind, string MessageId, MailRecipient To, Func<MailVoice, IEnumerable<KeyValuePair<string, string?>>> Values)
{
    public string? References { get; init; }

    /// <summary>The entry for the recipient's calendar; null for none.</summary>
    public Func<MailVoice, MailEntry>? Entry { get; init; }

    /// <summary>Where the recipient stops such mails; null for mails that cannot be stopped.</summary>
    public Func<PublicLinks, Uri>? StopUrl { get; init; }
}

/// <summary>Writes mails in the recipient's language, by the tenant's template or the default one.</summary>
public sealed class MailWriter(
    BrandCache brands, TenantTemplates templates, ITemplateEngine engine, PublicLinks links, MailSender sender, ILogger<MailWriter> logger)
{
    public async Task<Mail> WriteAsync(MailDraft draft, CancellationToken cancellation)
    {
        var brand = await brands.FindAsync(cancellation);
        var (language, own) = await ChooseAsync(draft, brand, cancellation);
        var voice = new MailVoice(brand, language, links.Of(brand), sender);
        var mail = own is null ? Write(draft, voice, DefaultTemplates.Of(draft.Kind, voice.Texts)) : WriteOwn(draft, voice, own);
        return mail with { References = draft.References, Entry = draft.Entry?.Invoke(voice), StopUrl = draft.StopUrl?.Invoke(voice.Links) };
    }

    /// <exception cref="TemplateException">The template cannot be rendered.</exception>
    public Mail Write(MailDraft draft, MailVoice voice, TemplateSource template)
    {
        var values = voice.Values(draft.To.Name);
        values["stop_url"] = draft.StopUrl?.Invoke(voice.Links).AbsoluteUri;
        foreach (var (name, value) in draft.Values(voice))
        {
            values[name] = value;
        }

        return new Mail(
            draft.MessageId, draft.To.Address, MailText.Safe(draft.To.Name), MailSubject.Of(engine.Render(template.Subject, values, isHtml: false)),
            engine.Render(template.Text, values, isHtml: false), engine.Render(template.Html, values, isHtml: true))
        {
            FromName = voice.SenderName,
            ReplyTo = voice.Brand.ReplyTo,
            Language = voice.Language,
        };
    }

    /// <summary>How mails to this person speak.</summary>
    public async Task<MailVoice> VoiceAsync(string language, CancellationToken cancellation)
    {
        var brand = await brands.FindAsync(cancellation);
        return new MailVoice(brand, language, links.Of(brand), sender);
    }

    // A template that was good when it was saved may still be too long with these values. The mail goes out all the same.
    private Mail WriteOwn(MailDraft draft, MailVoice voice, TemplateSource own)
    {
        try
        {
            return Write(draft, voice, own);
        }
        catch (TemplateException e)
        {
            logger.TemplateFailed(draft.Kind.Name, voice.Language, e);
            return Write(draft, voice with { Language = Texts.Choose([voice.Language, voice.Brand.Locale]) }, DefaultTemplates.Of(draft.Kind, voice.Texts));
        }
    }

    // For each language: the tenant's template for exactly it, the one for the language without region, the default one.
    private async Task<(string Language, TemplateSource? Own)> ChooseAsync(MailDraft draft, Brand brand, CancellationToken cancellation)
    {
        foreach (var tag in draft.To.Languages.Append(brand.Locale).OfType<string>())
        {
            if (await templates.FindAsync(draft.Kind, tag, cancellation) is { } own)
            {
                return (tag, own);
            }

            if (Texts.Has(tag))
            {
                return (tag, null);
            }
        }

        return ("en", await templates.FindAsync(draft.Kind, "en", cancellation));
    }
}

internal static class MailSubject
{
    private const int MaximumLength = 200;

    /// <summary>A subject is one line.</summary>
    public static string Of(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaximumLength ? line : string.Concat(line.EnumerateRunes().Take(MaximumLength).Select(rune => rune.ToString()));
    }
}
