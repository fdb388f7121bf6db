using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Contract;

/// <summary>Health and documentation, which need no key.</summary>
[Collection(ContractTests.Name)]
public sealed class PublicContract(ContractApi api)
{
    [Fact]
    public async Task Live_answers() => Assert.Equal((200, """{"status":"live"}"""), await TextAsync("/health/live"));

    [Fact]
    public async Task Ready_reports_lag_poison_and_zone_data()
    {
        var answer = await api.SendAsync(Call.Get("/health/ready") with { Key = null });

        Assert.Equal((200, "ready"), (answer.Status, answer.Member("status")));
        Assert.Equal(["status", "lag", "poison_messages", "zone_data"], answer.Json.Select(m => m.Key).Except(["measured_at"]));
    }

    [Theory]
    [InlineData("/docs", "text/html; charset=utf-8")]
    [InlineData("/redoc", "text/html; charset=utf-8")]
    [InlineData("/openapi.json", "application/json")]
    public async Task The_documentation_is_served_and_revalidated_by_etag(string path, string mediaType)
    {
        var answer = await api.SendAsync(Call.Get(path) with { Key = null });
        var again = await api.SendAsync(Call.Get(path) with { Key = null, Headers = [("If-None-Match", answer.Header("ETag")!)] });
        var head = await api.SendAsync(new Call("HEAD", path) { Key = null });

        Assert.Equal((200, mediaType, "public, no-cache"), (answer.Status, answer.Header("Content-Type"), answer.Header("Cache-Control")));
        Assert.Equal((304, ""), (again.Status, again.Text));
        Assert.Equal((200, ""), (head.Status, head.Text));
    }

    private async Task<(int, string)> TextAsync(string path)
    {
        var answer = await api.SendAsync(Call.Get(path) with { Key = null });
        return (answer.Status, answer.Text);
    }
}
