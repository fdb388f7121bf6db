using BookingEngine.Branding;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Catalogue;
using BookingEngine.Functions.Http.Requests.Shapes;
using BookingEngine.Languages;
using BookingEngine.Notifications.Templates;
using BookingEngine.Users;

namespace BookingEngine.Functions.Branding.Templates;

/// <summary>A template that a path names, as it is now.</summary>
/// <param name="Own">Null if the default template is used.</param>
public sealed record NamedTemplate(MailKind Kind, string Locale, TemplateSource? Own, int Version)
{
    public TemplateSource Source => Own ?? DefaultTemplates.Of(Kind, Texts.Of(Locale));
}

/// <summary>What the routes of templates have in common.</summary>
public sealed class TemplateCalls(CatalogueReader<OwnTemplate> templates)
{
    internal static Policy Read { get; } = Policy.SignedIn(RateLimitName.Read, Role.Admin);

    internal static Policy Write { get; } = Policy.SignedIn(RateLimitName.Write, Role.Admin);

    internal static IReadOnlyList<FieldShape> Path =>
    [
        new("kind", "The kind of mail, such as `confirmed`.", IsRequired: true, ValueShape.Text with { Words = [.. MailKinds.All.Select(kind => kind.Name)] }),
        new("locale", "The language, such as `de` or `pt-BR`.", IsRequired: true, ValueShape.Text),
    ];

    internal static Problem Unknown => Problem.Of(CatalogueRefusals.NotFound);

    internal static Problem Invalid => ProblemOf(new TemplateInvalid("html", new(3, 12, "The tag 'for' is not allowed.")));

    /// <summary>The kind and the language of a path; null if there is no such kind or language.</summary>
    public static (MailKind Kind, string Locale)? NameOf(string kind, string locale) =>
        MailKinds.Find(kind) is { } known && LanguageTag.TryNormalize(locale) is { } tag ? (known, tag) : null;

    /// <summary>Null if there is no such kind or language.</summary>
    public async Task<NamedTemplate?> FindAsync(string kind, string locale, CancellationToken cancellation)
    {
        if (NameOf(kind, locale) is not var (known, tag))
        {
            return null;
        }

        var found = await templates.FindAsync(OwnTemplate.IdOf(known.Name, tag), cancellation);
        return new NamedTemplate(known, tag, found is { Value: { Active: true } own } ? own.Source : null, found?.Version ?? 0);
    }

    /// <summary>Writes the template that a path names, or goes back to the default one.</summary>
    /// <param name="write">The new template of a kind and language, or why the request is refused.</param>
    public static async Task<IResult> ChangeAsync(
        ApiCall call, string kind, string locale, ChangeTemplateHandler handler, Func<MailKind, string, Task<(OwnTemplate? Template, IResult? Problem)>> write)
    {
        if (NameOf(kind, locale) is not var (known, tag))
        {
            return Unknown;
        }

        if (EntityTags.Read(call.Request) is not { } precondition)
        {
            return EntityTags.Required;
        }

        var (template, problem) = await write(known, tag);
        return template is null ? problem! : Answer(
            call, known, tag, await handler.HandleAsync(new ChangeTemplate(template, precondition), call.Command, call.Cancellation));
    }

    private static IResult Answer(ApiCall call, MailKind kind, string locale, Outcome<Definition<OwnTemplate>> outcome)
    {
        if (outcome.IsRefused(out var refusal, out var changed))
        {
            return refusal is TemplateInvalid invalid ? ProblemOf(invalid) : Problem.Of(refusal);
        }

        EntityTags.Set(call, changed);
        var view = TemplateView.Of(kind, locale, changed.Value is { Active: true } own ? own.Source : null);
        return Results.Json(view, TemplateViewJson.Default.TemplateView);
    }

    public static Problem ProblemOf(TemplateInvalid invalid) => Problem.Of(invalid) with
    {
        Errors = new Dictionary<string, List<string>>
        {
            [invalid.Part] = [FormattableString.Invariant($"is wrong at line {invalid.Error.Line}, column {invalid.Error.Column}: {invalid.Error.Why}")],
        },
    };
}
