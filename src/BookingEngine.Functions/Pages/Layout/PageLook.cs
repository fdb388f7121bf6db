using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BookingEngine.Branding;
using BookingEngine.Languages;

namespace BookingEngine.Functions.Pages.Layout;

/// <summary>The brand and the language of a page.</summary>
/// <param name="Language">A tag, whose language has all texts.</param>
public sealed record PageLook(Brand Brand, string Language)
{
    public Texts Texts => Texts.Of(Language);

    /// <summary>The only style of the page.</summary>
    public string Style => PageStyle.Of(Brand.Colours);

    /// <summary>Allows the style, and a script, by hash, and the logo.</summary>
    /// <param name="script">Null for none.</param>
    /// <param name="frames">Who may show the page in a frame.</param>
    public string PolicyWith(string? script, IReadOnlyCollection<string> frames) =>
        $"default-src 'none'; style-src '{HashOf(Style)}'; {(script is null ? "" : $"script-src '{HashOf(script)}'; ")}"
        + $"{(Brand.Logo is null ? "" : "img-src 'self'; ")}form-action 'self'; frame-ancestors {(frames.Count == 0 ? "'none'" : string.Join(' ', frames))}; base-uri 'none'";

    /// <summary>The logo, or the name.</summary>
    public string Header => (Brand.Logo, Brand.DisplayName) switch
    {
        ({ } logo, var name) => string.Create(
            CultureInfo.InvariantCulture,
            $"<p class=\"brand\"><img src=\"/brand/logo/{logo.Hash}\" width=\"{logo.Width}\" height=\"{logo.Height}\" alt=\"{HtmlPage.Encode(name ?? "")}\"></p>"),
        (null, { } name) => $"<p class=\"brand\">{HtmlPage.Encode(name)}</p>",
        _ => "",
    };

    public string Footer => string.Join(" · ", Links) is { Length: > 0 } links ? $"<footer>{links}</footer>" : "";

    private IEnumerable<string> Links =>
    [
        .. Link(Brand.Website, Brand.DisplayName ?? Brand.Website),
        .. Link(Brand.SupportEmail is { } email ? $"mailto:{Uri.EscapeDataString(email)}" : null, Texts["page.help"]),
        .. Link(Brand.PrivacyUrl, Texts["page.privacy"]),
        .. Link(Brand.ImprintUrl, Texts["page.imprint"]),
    ];

    private static string HashOf(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static IEnumerable<string> Link(string? address, string? text) =>
        address is null ? [] : [$"<a href=\"{HtmlPage.Encode(address)}\">{HtmlPage.Encode(text!)}</a>"];
}
