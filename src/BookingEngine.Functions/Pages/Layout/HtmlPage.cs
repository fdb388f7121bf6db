using System.IO.Compression;
using System.Net;
using System.Text;
using BookingEngine.Users;

namespace BookingEngine.Functions.Pages.Layout;

/// <summary>A page without external files. The policy allows its one style, and its one script, by hash.</summary>
public sealed record HtmlPage(PageLook Look, int Status, string Title, string Body) : IResult
{
    /// <summary>HTML above the heading, such as the step.</summary>
    public string Lead { get; init; } = "";

    public bool IsWide { get; init; }

    /// <summary>As wide as a week needs.</summary>
    public bool IsFull { get; init; }

    /// <summary>HTML above the page, such as a menu.</summary>
    public string Top { get; init; } = "";

    /// <summary>Null for none.</summary>
    public string? Script { get; init; }

    /// <summary>Whether a browser may keep it, if it asks again each time. Only for a page without personal data.</summary>
    public bool MayBeKept { get; init; }

    /// <summary>The origins of pages that may show it in a frame.</summary>
    public IReadOnlyCollection<string> Frames { get; init; } = [];

    /// <summary>The origin of the page that says to show it in a frame. It is told of the height, if it is one of <see cref="Frames"/>.</summary>
    public string? Embedder { get; init; }

    /// <summary>Whether it belongs to a session. Then browsers name the origin of its forms, which the header's <c>no-referrer</c> alone would hide (Fetch, 3.2).
    /// Other hosts learn nothing.</summary>
    public bool IsForSession { get; init; }

    /// <summary>The code by which the caller was refused; null if nobody was.</summary>
    public string? RefusedBy { get; init; }

    /// <summary>Who was refused.</summary>
    public UserId? SignedIn { get; init; }

    /// <summary>A page with paragraphs only.</summary>
    public static HtmlPage Notice(PageLook look, int status, string title, params IEnumerable<string> paragraphs) =>
        new(look, status, title, string.Concat(paragraphs.Select(text => $"<p>{Encode(text)}</p>")));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        response.StatusCode = Status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = Look.PolicyWith(Script, Frames);
        response.Headers.ContentLanguage = Look.Language;
        response.Headers["X-Robots-Tag"] = "noindex";
        response.Headers.Vary = "Accept-Encoding, Accept-Language";
        if (MayBeKept)
        {
            response.Headers.CacheControl = "no-cache";
        }

        await SendAsync(request, response, Encoding.UTF8.GetBytes(Html));
    }

    public static string Encode(string text) => WebUtility.HtmlEncode(text);

    private string Html =>
        $"""
        <!DOCTYPE html>
        <html lang="{Look.Language}">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">{(IsForSession ? "<meta name=\"referrer\" content=\"same-origin\">" : "")}<title>{Encode(WindowTitle)}</title><style>{Look.Style}</style></head>
        <body{(Embedder is { } origin && Frames.Contains(origin) ? $" data-embedder=\"{Encode(origin)}\"" : "")}>{Top}<main{(IsFull ? " class=\"full\"" : IsWide ? " class=\"wide\"" : "")}>{Look.Header}{Lead}<h1>{Encode(Title)}</h1>{Body}{Look.Footer}</main>{(Script is null ? "" : $"<script>{Script}</script>")}</body>
        </html>
        """;

    private string WindowTitle =>
        $"{(Status is StatusCodes.Status422UnprocessableEntity ? Look.Texts["book.error.prefix"] : "")}{Title}{(Look.Brand.DisplayName is { } name ? $" · {name}" : "")}";

    private static async Task SendAsync(HttpRequest request, HttpResponse response, byte[] html)
    {
        if (request.GetTypedHeaders().AcceptEncoding.Any(e => e.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && e.Quality is null or > 0))
        {
            using var zipped = new MemoryStream();
            await using (var gzip = new GZipStream(zipped, CompressionLevel.Optimal, leaveOpen: true))
            {
                await gzip.WriteAsync(html);
            }

            response.Headers.ContentEncoding = "gzip";
            html = zipped.ToArray();
        }

        response.ContentLength = html.Length;
        if (!HttpMethods.IsHead(request.Method))
        {
            await response.Body.WriteAsync(html, CancellationToken.None);
        }
    }
}
