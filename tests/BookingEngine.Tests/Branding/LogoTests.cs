using BookingEngine.Branding.Logos;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Branding;

public sealed class LogoTests : IAsyncLifetime, IDisposable
{
    private readonly RunningApi _api = new();

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    public static TheoryData<string, byte[], string> Good => new()
    {
        { "png", BrandCalls.Png(240, 80), "image/png" },
        { "largest", BrandCalls.Png(1_000, 1_000, LogoFile.MaximumBytes - BrandCalls.Png(1, 1).Length), "image/png" },
        { "jpeg", BrandCalls.Jpeg(240, 80), "image/jpeg" },
        { "webp", BrandCalls.WebP(240, 80), "image/webp" },
    };

    public static TheoryData<string, byte[]> Bad => new()
    {
        { "nothing", [] },
        { "svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"u8.ToArray() },
        { "html", "<html><img src=x onerror=alert(1)>"u8.ToArray() },
        { "gif", [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0] },
        { "too wide", BrandCalls.Png(1_001, 10) },
        { "too high", BrandCalls.Jpeg(10, 1_001) },
        { "no width", BrandCalls.Png(0, 10) },
        { "negative", BrandCalls.Png(-5, 10) },
        { "too large", BrandCalls.Png(10, 10, LogoFile.MaximumBytes) },
        { "cut off", BrandCalls.Png(10, 10)[..^4] },
        { "with something after it", [.. BrandCalls.Png(10, 10), .. "<script>"u8] },
        { "only a signature", BrandCalls.Png(10, 10)[..8] },
        { "jpeg without a frame", [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x04, 0x4A, 0x46, 0xFF, 0xD9] },
        { "jpeg with an endless segment", [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xD9] },
        { "webp of another length", [.. BrandCalls.WebP(10, 10), 0] },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public async Task A_logo_is_served_without_a_key_under_its_hash(string name, byte[] file, string mediaType)
    {
        var changed = await _api.PutLogoAsync(file, name == "png" ? "image/png" : "application/octet-stream", "\"0\"");

        Assert.Equal((200, "\"1\""), (changed.Status, changed.Header("ETag")));
        var address = new Uri((string)changed.Json["logo"]!["url"]!);
        Assert.Equal($"{RunningApi.Issuer}/brand/logo/{LogoFile.HashOf(file)}", address.AbsoluteUri);
        using var client = new HttpClient { BaseAddress = _api.Address };
        using var served = await client.GetAsync(address.AbsolutePath);
        Assert.Equal((mediaType, "public, max-age=31536000, immutable"), ($"{served.Content.Headers.ContentType}", $"{served.Headers.CacheControl}"));
        Assert.Equal(file, await served.Content.ReadAsByteArrayAsync());
        Assert.Equal(["nosniff"], served.Headers.GetValues("X-Content-Type-Options"));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_file_that_is_no_logo_is_refused(string name, byte[] file)
    {
        (await _api.PutLogoAsync(file, name == "svg" ? "image/svg+xml" : "image/png")).AssertProblem(
            422, "logo_invalid", "The logo must be a complete PNG, JPEG or WebP file of at most 20 KB and 1,000 × 1,000 pixels.");
        Assert.DoesNotContain("brand-tenant", await _api.StreamsAsync());
    }

    [Fact]
    public async Task A_replaced_or_removed_logo_keeps_its_address()
    {
        var first = (string)(await _api.PutLogoAsync(BrandCalls.Png(10, 10))).Json["logo"]!["url"]!;
        await _api.PutLogoAsync(BrandCalls.Png(20, 20));
        await _api.PutLogoAsync(BrandCalls.Png(10, 10));
        await _api.PutBrandAsync(BrandCalls.Complete);
        Assert.Equal(10, (int)(await _api.SendAsync(Call.Get("/brand"))).Json["logo"]!["width"]!);

        var removed = await _api.SendAsync(new Call("DELETE", "/brand/logo") { Token = (await _api.AdminAsync()).Token, Headers = [("If-Match", "\"4\"")] });

        Assert.Equal((200, null, "Salon Mitte"), (removed.Status, removed.Json["logo"], removed.Member("display_name")));
        Assert.Equal(200, (await _api.SendAsync(Call.Get(new Uri(first).AbsolutePath) with { Key = null })).Status);
    }

    [Fact]
    public async Task A_change_of_the_logo_needs_the_current_etag()
    {
        Assert.Equal(428, (await _api.PutLogoAsync(BrandCalls.Png(10, 10), ifMatch: null)).Status);
        Assert.Equal(412, (await _api.PutLogoAsync(BrandCalls.Png(10, 10), ifMatch: "\"7\"")).Status);
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("..%2fsecrets")]
    [InlineData("x")]
    public async Task An_unknown_logo_is_not_found(string hash) => Assert.Equal(404, (await _api.SendAsync(Call.Get($"/brand/logo/{hash}"))).Status);
}
