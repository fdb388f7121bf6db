using System.Text;

namespace BookingEngine.Functions.Http.Answers;

/// <summary>One page of a list as CSV (RFC 4180), written row by row.</summary>
/// <param name="next">The cursor of the next page. Null on the last page.</param>
public sealed class CsvAnswer(string fileName, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows, string? next) : IResult
{
    /// <summary>Whether it begins with a byte order mark. Without one, Excel takes UTF-8 for an older encoding.</summary>
    public bool HasByteOrderMark { get; init; }

    public const string MediaType = "text/csv", NextCursor = "Next-Cursor";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

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
        await writer.WriteAsync(HasByteOrderMark ? "\uFEFF" : "");
        await writer.WriteAsync(Line(columns));
        foreach (var row in rows)
        {
            await writer.WriteAsync(Line(row));
        }
    }

    public static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    // A spreadsheet treats a cell that begins like this as a formula and may execute it. An apostrophe makes it text
    // (owasp.org/www-community/attacks/CSV_Injection). Where a semicolon separates cells, a cell may also begin after one.
    private static string Cell(string text)
    {
        var escaped = string.Join(";", text.Split(';').Select(
            part => part is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠', ..] ? $"'{part}" : part));
        return escaped.AsSpan().ContainsAny("\",\r\n") ? $"\"{escaped.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : escaped;
    }
}
