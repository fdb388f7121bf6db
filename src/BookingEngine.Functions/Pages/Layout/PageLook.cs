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
    private const string Neutral = """
        :root{color-scheme:light dark;--ink:#1c1e21;--soft:#5b616b;--page:#f4f5f7;--card:#fff;--line:#c9ced6;--act:#1f4fd8;--bad:#b3261e}
        """;

    private const string Rules = """

        @media(prefers-color-scheme:dark){:root{--ink:#eceef1;--soft:#a3a9b3;--page:#15171a;--card:#1f2227;--line:#444a53;--act:#6f93ff;--bad:#ff8a80}}
        *{box-sizing:border-box}
        body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
        main{width:100%;max-width:26rem;padding:32px;border-radius:12px;background:var(--card);box-shadow:0 1px 4px rgba(0,0,0,.15)}
        h1{margin:0 0 12px;font-size:1.4rem}
        p{margin:0 0 16px}
        label{display:block;margin:0 0 6px;font-weight:600}
        input,select{width:100%;padding:10px 12px;font:inherit;color:inherit;background:transparent;border:1px solid var(--line);border-radius:8px}
        form+form{margin-top:8px}
        input:focus-visible,select:focus-visible,button:focus-visible{outline:3px solid var(--act);outline-offset:2px}
        .hint{margin:6px 0 0;font-size:.875rem;color:var(--soft)}
        .error{color:var(--bad);font-weight:600}
        .brand{font-weight:600}
        .brand img{display:block;max-width:100%;max-height:64px;width:auto;height:auto;padding:4px;border-radius:6px;background:#fff}
        footer{margin-top:24px;font-size:.875rem;color:var(--soft)}
        footer a{color:inherit}

        """;

    public Texts Texts => Texts.Of(Language);

    /// <summary>The only style of the page.</summary>
    public string Style => Root + Rules + Buttons(Brand.Colours?.Primary ?? "#1f4fd8", Brand.Colours?.Background ?? "#fff");

    /// <summary>Allows the style by hash, and the logo.</summary>
    public string ContentSecurityPolicy =>
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + $"{(Brand.Logo is null ? "" : "img-src 'self'; ")}form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

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

    // The colours of a brand are those of a light page. A dark one stays neutral, with the brand's buttons.
    private string Root => Brand.Colours is { } c
        ? $":root{{color-scheme:light dark;--ink:{c.Text};--soft:{c.Text};--page:{c.Background};--card:{c.Background};--line:{c.Text};--act:{c.Primary};--bad:{c.Text}}}"
        : Neutral;

    private static string Buttons(string colour, string text) =>
        "button{width:100%;margin-top:16px;padding:12px;font:inherit;font-weight:600;color:" + text + ";background:" + colour
        + ";border:0;border-radius:8px;cursor:pointer}\n.plain{color:inherit;background:transparent;border:1px solid var(--line)}\n";

    private static IEnumerable<string> Link(string? address, string? text) =>
        address is null ? [] : [$"<a href=\"{HtmlPage.Encode(address)}\">{HtmlPage.Encode(text!)}</a>"];
}
