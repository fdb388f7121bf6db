using System.Globalization;
using System.Text;

namespace BookingEngine.Tests.Http;

/// <summary>Requests that were right once, until chance changed some of their parts.</summary>
public sealed class RandomRequests(int seed, string token)
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE"];

    private static readonly string[] Paths =
        ["/auth/register", "/auth/token", "/bookings", "/bookings", "/bookings", "/health/live", "/health/ready", "/", "/bookings/x", "/AUTH/Token/"];

    private static readonly string[] MediaTypes =
        ["application/json", "application/x-www-form-urlencoded", "text/plain", "application/json; charset=utf-16", "multipart/form-data; boundary=b", ";", ""];

    private static readonly string[] Texts =
    [
        "", "a", "\0", "null", "demo", "%", "%00", "%F0", "%C3%28", "+", "&", "=", "../..", "' OR 1=1 --", "{\"$ne\":1}", "<script>", "\\ud800", "\\u0000", "😀",
        "\u202E", "a@example.com", "fuzz@example.com", "2031-01-01T00:00:00Z", "2031-01-01T00:00:00", "2031-01-01T00:00:00 02:00", "-1", "0", "100", "1e309",
        "99999999999999999999", "true", "password", new string('x', 300), new string('9', 2_000), "\r", "\t", "\"", "\\", ",", "Z", "T", "-", ":",
    ];

    private static readonly string[] Names =
        ["email", "password", "full_name", "username", "grant_type", "slot", "limit", "cursor", "a", "\\u0065mail", "", "$where", "\0"];

    private readonly Random _random = new(seed);

    /// <summary>The head, without the lines that every request needs, and the body.</summary>
    public (string Head, byte[] Body) Next()
    {
        var (mediaType, body) = Body();
        var head = new StringBuilder($"{Pick(Methods)} {Path()} HTTP/1.1\r\n");
        head.Append(Rarely() ? "" : $"x-api-key: {(Rarely() ? Text() : RunningApi.Key)}\r\n");
        head.Append(Rarely() ? "" : $"Authorization: {(Rarely() ? Text() : "Bearer")} {(Rarely() ? Mutated(token) : token)}\r\n");
        head.Append(Rarely() ? $"X-Correlation-Id: {Text()}\r\n" : "");
        head.Append(Rarely() ? $"{Pick(["Accept", "Expect", "Range", "If-None-Match", "Cookie", "Forwarded", "X-HTTP-Method-Override"])}: {Text()}\r\n" : "");
        head.Append(mediaType.Length > 0 ? $"Content-Type: {mediaType}\r\n" : "");
        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        return (OnOneLine(head.ToString()), body);
    }

    private string Path()
    {
        var path = Rarely() ? Mutated(Pick(Paths)) : Pick(Paths);
        var query = string.Join('&', Some(() => $"{InUrl(Pick(Names))}={InUrl(Text())}"));
        return (path.StartsWith('/') ? path : "/" + path).Replace(' ', '+') + (query.Length > 0 ? "?" + query : "");
    }

    private (string MediaType, byte[] Body) Body()
    {
        var json = _random.Next(2) == 0;
        var body = json
            ? "{" + string.Join(',', Some(() => $"\"{Pick(Names)}\":{Value(0)}")) + "}"
            : string.Join('&', Some(() => $"{InUrl(Pick(Names))}={InUrl(Text())}"));
        return (Rarely() ? Pick(MediaTypes) : MediaTypes[json ? 0 : 1], Encoding.UTF8.GetBytes(Rarely() ? Mutated(body) : body).Select(MaybeOther).ToArray());
    }

    private string Value(int depth) => _random.Next(depth > 40 ? 3 : 6) switch
    {
        0 => Pick(["1", "-1.5e300", "true", "null", "{}", "[]", "NaN"]),
        1 or 2 => $"\"{Text()}\"",
        3 => $"[{string.Join(',', Some(() => Value(depth + 1)))}]",
        4 => $"{{{string.Join(',', Some(() => $"\"{Pick(Names)}\":{Value(depth + 1)}"))}}}",
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

    private byte MaybeOther(byte b) => _random.Next(500) == 0 ? (byte)_random.Next(256) : b;

    private string Text() => Rarely() ? Mutated(Pick(Texts)) : Pick(Texts);

    private List<string> Some(Func<string> make) => [.. Enumerable.Range(0, _random.Next(5)).Select(_ => make())];

    private string InUrl(string text) => Rarely() ? text.Replace(" ", "", StringComparison.Ordinal) : Uri.EscapeDataString(text);

    private bool Rarely() => _random.Next(6) == 0;

    private T Pick<T>(T[] from) => from[_random.Next(from.Length)];

    // A line break of a text inside a line of the head would make it another request, or none.
    private static string OnOneLine(string head) => string.Join(
        "\r\n", head.Split("\r\n").Select(line => line.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal)));
}
