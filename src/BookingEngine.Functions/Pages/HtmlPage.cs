using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace BookingEngine.Functions.Pages;

/// <summary>A small page without scripts and external files. The policy allows its one style by hash.</summary>
public sealed record HtmlPage(int Status, string Title, string Body) : IResult
{
    private const string Style = """
        :root{color-scheme:light dark;--ink:#1c1e21;--soft:#5b616b;--page:#f4f5f7;--card:#fff;--line:#c9ced6;--act:#1f4fd8;--bad:#b3261e}
        @media(prefers-color-scheme:dark){:root{--ink:#eceef1;--soft:#a3a9b3;--page:#15171a;--card:#1f2227;--line:#444a53;--act:#6f93ff;--bad:#ff8a80}}
        *{box-sizing:border-box}
        body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
        main{width:100%;max-width:26rem;padding:32px;border-radius:12px;background:var(--card);box-shadow:0 1px 4px rgba(0,0,0,.15)}
        h1{margin:0 0 12px;font-size:1.4rem}
        p{margin:0 0 16px}
        label{display:block;margin:0 0 6px;font-weight:600}
        input,select{width:100%;padding:10px 12px;font:inherit;color:inherit;background:transparent;border:1px solid var(--line);border-radius:8px}
        button{width:100%;margin-top:16px;padding:12px;font:inherit;font-weight:600;color:#fff;background:#1f4fd8;border:0;border-radius:8px;cursor:pointer}
        form+form{margin-top:8px}
        .plain{color:inherit;background:transparent;border:1px solid var(--line)}
        input:focus-visible,select:focus-visible,button:focus-visible{outline:3px solid var(--act);outline-offset:2px}
        .hint{margin:6px 0 0;font-size:.875rem;color:var(--soft)}
        .error{color:var(--bad);font-weight:600}
        """;

    private static readonly string ContentSecurityPolicy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        await response.WriteAsync(Html, CancellationToken.None);
    }

    public static string Encode(string text) => WebUtility.HtmlEncode(text);

    private string Html =>
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{Encode(Title)}</title><style>{Style}</style></head>
        <body><main><h1>{Encode(Title)}</h1>{Body}</main></body>
        </html>
        """;
}
