using System.Text;
using BookingEngine.Functions.Http.Requests;
using Microsoft.Net.Http.Headers;

namespace BookingEngine.Functions.Http;

/// <summary>One page of a list as a table (RFC 4180), written row by row. Where the list goes on is said by a header.</summary>
/// <param name="fileName">Under which a browser saves it.</param>
/// <param name="next">The cursor to go on from; null at the end.</param>
public sealed class CsvAnswer(string fileName, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows, string? next) : IResult
{
    public const string MediaType = "text/csv", NextCursor = "Next-Cursor", FormatMustBe = "must be json or csv";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Whether a client wants a table: it says so by <c>format</c>, or else prefers one by its <c>Accept</c>.</summary>
    /// <param name="fields">Takes what is wrong with <c>format</c>.</param>
    public static bool IsAskedFor(HttpRequest request, QueryFields fields)
    {
        var format = fields.Text("format");
        if (format is not (null or "json" or "csv"))
        {
            fields.Errors.Add("format", FormatMustBe);
        }

        return format is "csv" || (format is null && QualityOf(request, MediaType) is { } csv && csv > 0 && !(csv <= QualityOf(request, "application/json")));
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = $"{MediaType}; charset=utf-8; header=present";
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        if (next is not null)
        {
            response.Headers[NextCursor] = next;
        }

        await using var writer = new StreamWriter(response.Body, Utf8, leaveOpen: true);
        await writer.WriteAsync(Line(columns));
        foreach (var row in rows)
        {
            await writer.WriteAsync(Line(row));
        }
    }

    public static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    // A spreadsheet takes a cell that begins like this for a formula, and some run what it names; an apostrophe makes it a text
    // (owasp.org/www-community/attacks/CSV_Injection).
    private static string Cell(string text)
    {
        var harmless = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{text}" : text;
        return harmless.AsSpan().ContainsAny("\",\r\n") ? $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : harmless;
    }

    /// <summary>Of a type that is named as it is: whoever takes anything gets what is answered without asking. Null where it is not named.</summary>
    private static double? QualityOf(HttpRequest request, string mediaType) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
        && accepted.FirstOrDefault(a => a.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase)) is { } named
            ? named.Quality ?? 1
            : null;
}
