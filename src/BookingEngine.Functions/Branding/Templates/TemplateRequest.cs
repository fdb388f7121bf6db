using BookingEngine.Notifications.Templates;

namespace BookingEngine.Functions.Branding.Templates;

/// <summary>A complete template. Its limits are checked with its Liquid.</summary>
internal sealed record TemplateRequest(string Subject, string Text, string Html) : IRequest<TemplateRequest>
{
    public static bool RefusesMisspelt => true;

    public TemplateSource Source => new(Subject, Text, Html);

    public static TemplateRequest Read(RequestFields fields) => new(
        fields.Required("subject", "The subject, as Liquid.").AnyText() ?? "",
        fields.Required("text", "The plain text, as Liquid.").AnyText() ?? "",
        fields.Required("html", "The HTML, as Liquid. Values are encoded. Inline the styles: mail programs drop others.").AnyText() ?? "");
}

/// <summary>The parts of a template that are to be shown. Absent ones are as they are now.</summary>
internal sealed record PreviewRequest(string? Subject, string? Text, string? Html) : IRequest<PreviewRequest>
{
    public static bool RefusesMisspelt => true;

    public static PreviewRequest Read(RequestFields fields) => new(
        fields.Optional("subject", "If omitted, as it is now.").OrNull().AnyText(),
        fields.Optional("text", "If omitted, as it is now.").OrNull().AnyText(),
        fields.Optional("html", "If omitted, as it is now.").OrNull().AnyText());

    public TemplateSource Over(TemplateSource current) => new(Subject ?? current.Subject, Text ?? current.Text, Html ?? current.Html);
}
