using System.Net.Http.Headers;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Contract;

/// <summary>Bodies over a megabyte get the usual answer or 413.</summary>
[Collection(ContractTests.Name)]
public sealed class BodySizeContract(ContractApi api)
{
    private const string TooLarge = "The body is too large. Send at most 1000000 bytes.";

    public static TheoryData<int, bool> Sizes { get; } = new()
    {
        { 1_200_000, false }, { 3_000_000, false }, { 6_000_000, false }, { 12_000_000, false }, { 30_000_000, false },
        { 1_200_000, true }, { 3_000_000, true }, { 6_000_000, true }, { 12_000_000, true }, { 30_000_000, true },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task A_large_body_is_refused_as_a_problem(int bytes, bool isChunked)
    {
        var call = Call.Post("/auth/register") with { Body = Body(bytes, isChunked, "application/json") };

        (await api.SendAsync(call)).AssertProblem(413, "too_large", TooLarge);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task A_large_form_is_refused_as_a_problem(int bytes, bool isChunked)
    {
        var call = Call.Post("/auth/token") with { Body = Body(bytes, isChunked, "application/x-www-form-urlencoded") };

        (await api.SendAsync(call)).AssertProblem(413, "too_large", TooLarge, error: "invalid_request");
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task A_large_body_with_an_idempotency_key_is_refused(int bytes, bool isChunked)
    {
        var call = Call.Post("/bookings") with
        {
            Token = (await api.NewPersonAsync()).Token,
            Headers = [("Idempotency-Key", Guid.CreateVersion7().ToString())],
            Body = Body(bytes, isChunked, "application/json"),
        };

        (await api.SendAsync(call)).AssertProblem(413, "too_large", TooLarge);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task A_large_body_without_key_is_forbidden_and_elsewhere_not_found(int bytes, bool isChunked)
    {
        var forbidden = Call.Post("/auth/register") with { Key = null, Body = Body(bytes, isChunked, "application/json") };
        var nowhere = Call.Post("/nowhere") with { Body = Body(bytes, isChunked, "application/json") };

        (await api.SendAsync(forbidden)).AssertProblem(403, "invalid_api_key", "Invalid or missing API Key");
        Assert.Equal((404, "not_found"), await CodeAsync(nowhere));
        Assert.Equal((404, "not_found"), await CodeAsync(nowhere with { Key = null, Body = Body(bytes, isChunked, "application/json") }));
    }

    // Sent with a length: the client waits for the server's answer before it sends the body.
    [Fact]
    public async Task A_client_that_expects_100_continue_is_refused_before_sending()
    {
        var call = Call.Post("/auth/register") with { Headers = [("Expect", "100-continue")], Body = Body(12_000_000, false, "application/json") };

        (await api.SendAsync(call)).AssertProblem(413, "too_large", TooLarge);
    }

    [Fact]
    public async Task A_body_of_a_million_bytes_is_accepted()
    {
        foreach (var isChunked in new[] { false, true })
        {
            var answer = await api.SendAsync(Call.Post("/auth/register") with { Body = Body(1_000_000, isChunked, "application/json") });
            Assert.Equal((400, "malformed_json"), (answer.Status, answer.Member("code")));
        }
    }

    private async Task<(int, string)> CodeAsync(Call call)
    {
        var answer = await api.SendAsync(call);
        return (answer.Status, answer.Member("code"));
    }

    // Without a length the client sends the body in chunks.
    private static HttpContent Body(int bytes, bool isChunked, string mediaType)
    {
        var content = Enumerable.Repeat((byte)'a', bytes).ToArray();
        HttpContent body = isChunked ? new StreamContent(new UnknownLengthStream(content)) : new ByteArrayContent(content);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        return body;
    }

    private sealed class UnknownLengthStream(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
