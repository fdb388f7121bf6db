using System.Text;

namespace BookingEngine.Tests.Http.Requests;

/// <summary>Unreadable bodies, on every route with a body. Nothing of them is stored.</summary>
public sealed class BadBodyTests(RunningApi api) : IClassFixture<RunningApi>
{
    private const string Valid = """{"email":"a@example.com","password":"correct horse","full_name":"Ada","slot":"2031-01-01T00:00:00Z"}""";

    public static TheoryData<string, string> Malformed { get; } = new()
    {
        { "", "The body is empty. Send a JSON object." },
        { "{", "The body is not valid JSON at line 1, byte 2." },
        { " \n{\"a\":1,}", "The body is not valid JSON at line 2, byte 8." },
        { Valid + "x", $"The body is not valid JSON at line 1, byte {Valid.Length + 1}." },
        { Valid[..^1] + ",'a':1}", $"The body is not valid JSON at line 1, byte {Valid.Length + 1}." },
        { Valid[..^1] + ",/* */\"a\":1}", $"The body is not valid JSON at line 1, byte {Valid.Length + 1}." },
        { "email=a@example.com", "The body is not valid JSON at line 1, byte 1." },
        { "\uFEFF", "The body is empty. Send a JSON object." },
        { "\uFEFF{", "The body is not valid JSON at line 1, byte 2." },
        { "\uFEFF\uFEFF" + Valid, "The body is not valid JSON at line 1, byte 1." },
        { "\0", "The body is not valid JSON at line 1, byte 1." },
        { "{\"a\":\"\0\"}", "The body is not valid JSON at line 1, byte 7." },
        { "{\"a\":NaN}", "The body is not valid JSON at line 1, byte 6." },
        { Valid[..^1] + ",\"email\":\"b@example.com\"}", "The body is not valid JSON, or has a member twice." },
        { Valid[..^1] + ",\"\\u0065mail\":\"b@example.com\"}", "The body is not valid JSON, or has a member twice." },
        { Valid[..^1] + ",\"a\":{\"b\":1,\"b\":1}}", "The body is not valid JSON, or has a member twice." },
    };

    public static TheoryData<string> Routes { get; } = ["/auth/register", "/bookings", "/holds", "/bookings/x/reschedule"];

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task A_body_that_is_not_json_is_refused_with_the_position(string body, string detail)
    {
        (await api.SendAsync(Call.PostJson("/auth/register", body))).AssertProblem(400, "malformed_json", detail);
        Assert.Empty(await api.StreamsAsync());
    }

    [Theory]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"email":"a@example.com","password":"correct horse","full_name":"Ada","\udc00":1}""")]
    [InlineData("""{"a":{"b\ud800":1}}""")]
    public async Task A_member_with_an_invalid_name_is_refused(string json)
    {
        var answer = await api.SendAsync(Call.PostJson("/auth/register", json));

        answer.AssertProblem(400, "malformed_json", "The body has a member name with half a surrogate pair. Send valid Unicode.");
        Assert.Empty(await api.StreamsAsync());
    }

    [Theory]
    [InlineData(31, 422, "invalid_fields")]
    [InlineData(32, 400, "malformed_json")]
    [InlineData(100_000, 400, "malformed_json")]
    public async Task A_body_deeper_than_32_levels_is_refused(int arrays, int status, string code)
    {
        var json = $$"""{"email":{{new string('[', arrays)}}{{new string(']', arrays)}}}""";

        var answer = await api.SendAsync(Call.PostJson("/auth/register", json));

        Assert.Equal((status, code), (answer.Status, answer.Member("code")));
        Assert.Empty(await api.StreamsAsync());
    }

    [Theory]
    [InlineData("gzip", 415)]
    [InlineData("br, identity", 415)]
    [InlineData("identity", 422)]
    [InlineData("Identity", 422)]
    public async Task A_coded_body_is_415_with_the_coding_to_use(string coding, int status)
    {
        var answer = await api.SendAsync(Call.PostJson("/auth/register", "{}") with { Headers = [("Content-Encoding", coding)] });
        Assert.Equal(status, answer.Status);
        if (status == 415)
        {
            answer.AssertProblem(415, "unsupported_media_type", "The body has a Content-Encoding. Send it without compression.");
            Assert.Equal("identity", answer.Header("Accept-Encoding"));
        }
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("[{}]")]
    public async Task A_body_that_is_not_an_object_is_refused(string json)
    {
        (await api.SendAsync(Call.PostJson("/auth/register", json))).AssertInvalidFields(("body", "must be a JSON object"));
        Assert.Empty(await api.StreamsAsync());
    }

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { (byte)'"', 0xC3, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xED, 0xA0, 0x80, (byte)'"' })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'{', 0, (byte)'}', 0 })]
    public async Task A_body_that_is_not_utf_8_is_refused(byte[] body)
    {
        var answer = await api.SendAsync(Call.PostBytes("/auth/register", body, "application/json"));

        answer.AssertProblem(400, "malformed_json", "The body is not in UTF-8. Send JSON in UTF-8.");
        Assert.Empty(await api.StreamsAsync());
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/jsonp")]
    [InlineData("multipart/form-data; boundary=a")]
    public async Task A_body_of_another_media_type_is_refused(string mediaType)
    {
        var answer = await api.SendAsync(Call.PostBytes("/auth/register", Encoding.UTF8.GetBytes(Valid), mediaType));

        answer.AssertProblem(415, "unsupported_media_type", "Send the body as application/json in UTF-8.");
        Assert.Empty(await api.StreamsAsync());
    }

    [Theory]
    [InlineData("/auth/register", "application/json", "")]
    [InlineData("/auth/token", "application/x-www-form-urlencoded", "invalid_request")]
    public async Task A_body_over_a_megabyte_is_refused_announced_or_not(string path, string mediaType, string error)
    {
        var head = $"POST {path} HTTP/1.1\r\nx-api-key: {RunningApi.Key}\r\nContent-Type: {mediaType}\r\n";
        var chunk = Encoding.ASCII.GetBytes($"F4241\r\n{new string('a', 1_000_001)}\r\n0\r\n\r\n");

        var announced = await RawExchange.SendAsync(api.Address, head + "Content-Length: 1000001\r\n", new byte[1_000_001]);
        var inChunks = await RawExchange.SendAsync(api.Address, head + "Transfer-Encoding: chunked\r\n", chunk);

        foreach (var answer in new[] { announced, inChunks })
        {
            answer.AssertProblem(
                413, "too_large", "The body is too large. Send at most 1000000 bytes.", error.Length > 0 ? (string)answer.Json["error"]! : null);
        }

        Assert.Empty(await api.StreamsAsync());
    }

    [Theory]
    [InlineData("username=%00&password=%00")]
    [InlineData("username=a&password=b&%00=c")]
    public async Task A_form_with_nul_characters_is_refused(string form)
    {
        var answer = await api.SendAsync(Call.PostBytes("/auth/token", Encoding.ASCII.GetBytes(form), "application/x-www-form-urlencoded"));

        answer.AssertProblem(400, "malformed_form", "The form could not be read. Check how your client encodes it.", "invalid_request");
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task An_invalid_media_type_is_refused(string path)
    {
        var head = $"POST {path} HTTP/1.1\r\nx-api-key: {RunningApi.Key}\r\nContent-Type: /;=\r\nContent-Length: 2\r\n";

        var answer = await RawExchange.SendAsync(api.Address, head, "{}"u8.ToArray());

        Assert.Equal(path == "/auth/register" ? 415 : 401, answer.Status);
        Assert.Empty(await api.StreamsAsync());
    }
}
