using System.Text.Json.Serialization;
using BookingEngine.Branding;
using BookingEngine.Languages;
using BookingEngine.Notifications.Templates;

namespace BookingEngine.Functions.Branding.Templates;

[Shape("MailTemplate", "The texts of a kind of mail in one language.")]
public sealed record TemplateView(
    [property: Field("The kind of mail.")] string Kind,
    [property: Field("The language.")] string Locale,
    string Subject,
    string Text,
    string Html,
    [property: Field("Whether it is the default template.")] bool IsDefault)
{
    internal static TemplateView Example => new(
        "confirmed", "de", "Ihr Termin am {{ date }}", "Guten Tag {{ name }},\n\nwir freuen uns auf Sie: {{ when }}.\n\n{{ action_url }}",
        "<p>Guten Tag {{ name }},</p><p>wir freuen uns auf Sie: {{ when }}.</p><p><a href=\"{{ action_url }}\">Ändern oder absagen</a></p>", IsDefault: false);

    /// <param name="own">Null if the tenant has none.</param>
    public static TemplateView Of(MailKind kind, string locale, TemplateSource? own) => (own ?? DefaultTemplates.Of(kind, Texts.Of(locale))) is var source
        ? new(kind.Name, locale, source.Subject, source.Text, source.Html, own is null)
        : throw new InvalidOperationException("A kind of mail has a template.");
}

[Shape("MailPreview", "A mail with sample values.")]
public sealed record PreviewView(
    [property: Field("The subject.")] string Subject,
    [property: Field("The plain text.")] string Text,
    [property: Field("The HTML.")] string Html)
{
    internal static PreviewView Example => new("Ihr Termin am Montag, 13. Mai 2030, 14:30 Uhr", "Guten Tag Ada Lovelace, …", "<p>Guten Tag Ada Lovelace, …</p>");
}

[JsonSerializable(typeof(TemplateView))]
[JsonSerializable(typeof(PreviewView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class TemplateViewJson : JsonSerializerContext;
