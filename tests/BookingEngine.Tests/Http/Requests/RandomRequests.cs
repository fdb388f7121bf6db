using System.Globalization;
using System.Text;

namespace BookingEngine.Tests.Http.Requests;

/// <summary>Valid requests with random changes.</summary>
public sealed class RandomRequests(int seed, string token)
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "X-METHOD"];

    private static readonly Request[] Right =
    [
        new("POST", "/auth/register", "", Json: """{"email":"fuzz@example.com","password":"correct horse","full_name":"Fuzz"}"""),
        new("POST", "/auth/token", "", Form: "grant_type=password&username=fuzz%40example.com&password=correct+horse"),
        new("POST", "/bookings", "?slot=2031-01-01T00:00:00%2B02:00"),
        new("POST", "/bookings", "", Json: """{"slot":"2031-01-01T00:00:00Z"}"""),
        new("GET", "/bookings", "?limit=10&cursor=AAAA"),
        new("GET", "/bookings", "?scope=own&status=confirmed,pending&service_id=default&from=2031-01-01&to=2031-02-01T00:00:00Z&time_zone=Europe/Berlin&format=json"),
        new("GET", "/bookings/01912345-6789-7000-8000-0123456789ab", ""),
        new("POST", "/bookings", "", Json: """{"hold_id":"01912345678970008000123456789abc-default","quantity":1}"""),
        new("POST", "/bookings/01912345-6789-7000-8000-0123456789ab/cancel", ""),
        new("POST", "/bookings/01912345-6789-7000-8000-0123456789ab/reschedule", "", Json: """{"slot":"2031-01-01T00:00:00Z","resource_id":"default"}"""),
        new("POST", "/bookings/series", "", Json: """{"rule":"FREQ=WEEKLY;COUNT=2","slot":"2031-01-01T00:00:00Z","resource_id":"default","on_conflict":"skip"}"""),
        new("POST", "/bookings/01912345-6789-7000-8000-0123456789ab/cancel", "", Json: """{"scope":"all"}"""),
        new("POST", "/bookings/01912345-6789-7000-8000-0123456789ab/reschedule", "", Json: """{"slot":"2031-01-01T00:00:00Z","scope":"following","on_conflict":"skip"}"""),
        new("POST", "/holds", "", Json: """{"slot":"2031-01-01T00:00:00Z","resource_id":"default","minutes":10}"""),
        new("DELETE", "/holds/01912345678970008000123456789abc-default", ""),
        new("GET", "/health/ready", ""),
        new("GET", "/", ""),
    ];

    private static readonly string[] MediaTypes =
        ["application/json", "application/x-www-form-urlencoded", "text/plain", "application/json; charset=utf-16", "multipart/form-data; boundary=b", ";", ""];

    private static readonly string[] Texts =
    [
        "", "a", "\0", "null", "demo", "%", "%00", "%F0", "%C3%28", "+", "&", "=", "../..", "' OR 1=1 --", "{\"$ne\":1}", "<script>", "\\ud800", "\\u0000", "😀",
        "\u202E", "a@example.com", "fuzz@example.com", "2031-01-01T00:00:00Z", "2031-01-01T00:00:00", "2031-01-01T00:00:00 02:00", "2300-01-01T00:00:00Z", "0000-05-12T10:00", "9999-12-31T23:30:00Z", "FREQ=DAILY;UNTIL=99991231", "FREQ=MONTHLY;BYDAY=002MO;COUNT=2", "-9998-01-01T00:00:00+18:00", "9999-12-31T23:30:00-18:00",
        "-1", "0", "100", "1e309",
        "99999999999999999999", "true", "password", new string('x', 300), new string('9', 2_000), "\r", "\t", "\"", "\\", ",", "Z", "T", "-", ":",
    ];

    private static readonly string[] Names =
        ["email", "password", "full_name", "username", "grant_type", "slot", "hold_id", "minutes", "quantity", "resource_id", "rule", "scope", "on_conflict", "limit", "cursor", "a", "\\u0065mail", "\\ud800", "", "$where", "\0"];

    private readonly Random _random = new(seed);

    /// <summary>The request line and headers, without those that every request needs, and the body.</summary>
    public (string Head, byte[] Body) Next()
    {
        var right = Pick(Right);
        var (mediaType, body) = Body(right);
        var head = new StringBuilder($"{(OneIn5() ? Pick(Methods) : right.Method)} {Target(right)} HTTP/1.1\r\n");
        head.Append(OneIn30() ? "" : $"x-api-key: {(OneIn30() ? Text() : RunningApi.Key)}\r\n");
        head.Append(OneIn30() ? "" : $"Authorization: {(OneIn30() ? Text() : "Bearer")} {(OneIn30() ? Mutated(token) : token)}\r\n");
        head.Append(OneIn5() ? $"X-Correlation-Id: {Text()}\r\n" : "");
        head.Append(OneIn5() ? $"{Pick(["Accept", "Expect", "Range", "If-None-Match", "Cookie", "Forwarded", "X-HTTP-Method-Override"])}: {Text()}\r\n" : "");
        head.Append(mediaType.Length > 0 ? $"Content-Type: {mediaType}\r\n" : "");
        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        return (OnOneLine(head.ToString()), body);
    }

    private string Target(Request right)
    {
        var path = OneIn30() ? Mutated(right.Path) : right.Path;
        var query = OneIn5() ? "?" + Fields() : OneIn5() ? Mutated(right.Query) : right.Query;
        return ((path.StartsWith('/') ? path : "/" + path) + query).Replace(' ', '+');
    }

    private (string MediaType, byte[] Body) Body(Request right)
    {
        var body = _random.Next(3) switch
        {
            0 => Mutated(right.Json ?? right.Form ?? ""),
            1 when right.Form is not null => Fields(),
            1 => Members(0),
            _ => right.Json is null ? right.Form ?? "" : WithOtherValues(right.Json),
        };
        return (OneIn30() ? Pick(MediaTypes) : MediaTypes[right.Form is null ? 0 : 1], [.. Encoding.UTF8.GetBytes(body).Select(MaybeOther)]);
    }

    // The members stay and some values change.
    private string WithOtherValues(string json) => string.Join(
        ',', json.Split(',').Select(m => OneIn5() ? $"{m[..m.IndexOf(':', StringComparison.Ordinal)]}:{Value(0)}{(m[^1] == '}' ? "}" : "")}" : m));

    private string Fields() => string.Join('&', Some(() => $"{InUrl(Pick(Names))}={InUrl(Text())}"));

    private string Members(int depth) => $"{{{string.Join(',', Some(() => $"\"{Pick(Names)}\":{Value(depth + 1)}"))}}}";

    private string Value(int depth) => _random.Next(depth > 40 ? 3 : 6) switch
    {
        0 => Pick(["1", "-1.5e300", "true", "null", "{}", "[]", "NaN"]),
        1 or 2 => $"\"{Text()}\"",
        3 => $"[{string.Join(',', Some(() => Value(depth + 1)))}]",
        4 => Members(depth),
        _ => $"\"{Text()}{Text()}\"",
    };

    private string Mutated(string text)
    {
        var (at, end) = (_random.Next(text.Length + 1), _random.Next(text.Length + 1));
        return _random.Next(3) switch
        {
            0 => text[..at] + Text() + text[at..],
            1 => text[..Math.Min(at, end)] + text[Math.Max(at, end)..],
            _ => text[..at] + (char)_random.Next(1, 0x250) + text[Math.Min(text.Length, at + 1)..],
        };
    }

    private byte MaybeOther(byte b) => _random.Next(1_000) == 0 ? (byte)_random.Next(256) : b;

    private string Text() => OneIn5() ? Mutated(Pick(Texts)) : Pick(Texts);

    private List<string> Some(Func<string> make) => [.. Enumerable.Range(0, _random.Next(5)).Select(_ => make())];

    private string InUrl(string text) => OneIn5() ? text.Replace(" ", "", StringComparison.Ordinal) : Uri.EscapeDataString(text);

    private bool OneIn5() => _random.Next(5) == 0;

    private bool OneIn30() => _random.Next(30) == 0;

    private T Pick<T>(T[] from) => from[_random.Next(from.Length)];

    // A line break inside a header would make it another request, or none.
    private static string OnOneLine(string head) => string.Join(
        "\r\n", head.Split("\r\n").Select(line => line.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal)));

    private sealed record Request(string Method, string Path, string Query, string? Json = null, string? Form = null);
}
