using System.Net;

namespace BookingEngine.Functions.Pages.Layout;

/// <summary>A small page without scripts and external files. The policy allows its one style by hash.</summary>
public sealed record HtmlPage(PageLook Look, int Status, string Title, string Body) : IResult
{
    /// <summary>A page with paragraphs only.</summary>
    public static HtmlPage Notice(PageLook look, int status, string title, params IEnumerable<string> paragraphs) =>
        new(look, status, title, string.Concat(paragraphs.Select(text => $"<p>{Encode(text)}</p>")));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = Look.ContentSecurityPolicy;
        response.Headers.ContentLanguage = Look.Language;
        await response.WriteAsync(Html, CancellationToken.None);
    }

    public static string Encode(string text) => WebUtility.HtmlEncode(text);

    private string Html =>
        $"""
        <!DOCTYPE html>
        <html lang="{Look.Language}">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{Encode(WindowTitle)}</title><style>{Look.Style}</style></head>
        <body><main>{Look.Header}<h1>{Encode(Title)}</h1>{Body}{Look.Footer}</main></body>
        </html>
        """;

    private string WindowTitle => Look.Brand.DisplayName is { } name ? $"{Title} · {name}" : Title;
}
