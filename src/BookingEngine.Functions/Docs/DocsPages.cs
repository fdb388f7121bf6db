using System.Net;
using System.Text;

namespace BookingEngine.Functions.Docs;

/// <summary>The two pages that show the API document. They load everything from this app and have no inline script.</summary>
public static class DocsPages
{
    /// <summary>The policy of Swagger UI. It may send requests to the API.</summary>
    public const string DocsPolicy =
        "default-src 'none'; script-src 'self'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
        + "form-action 'self'; style-src 'self'";

    /// <summary>The policy of Redoc. It creates its styles by script: in an empty style element (the first hash), and for its scroll bars
    /// (the second). With the hashes, neither page needs <c>unsafe-inline</c>.</summary>
    public const string RedocPolicy =
        DocsPolicy + " 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' 'sha256-QMIg+bpjm3JdElJ388KYke01izlUW0UoNOeKjpMxdgc='";

    public static DocsFile Docs(string title) => Page("docs", title, "swagger-ui.css", "swagger-ui-bundle.js", "docs.js");

    public static DocsFile Redoc(string title) => Page("redoc", title, null, "redoc.standalone.js", "redoc.js");

    private static DocsFile Page(string id, string title, string? style, params string[] scripts)
    {
        var styles = string.Concat(new[] { style, "docs.css" }.OfType<string>()
            .Select(s => $"  <link rel=\"stylesheet\" href=\"{DocsAssets.PathOf(s)}\">\n"));
        var html = $"""
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>{WebUtility.HtmlEncode(title)}</title>
              <link rel="icon" href="{DocsAssets.PathOf("icon.svg")}">
            {styles}</head>
            <body>
              <div id="{id}"></div>
              <noscript>This page needs JavaScript. The document itself is at <a href="/openapi.json">/openapi.json</a>.</noscript>
            {string.Concat(scripts.Select(s => $"  <script src=\"{DocsAssets.PathOf(s)}\"></script>\n"))}</body>
            </html>

            """;
        return DocsFile.Of($"{id}.html", Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8");
    }
}
