using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BookingEngine.Functions.Docs;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Docs;

/// <summary>The documentation pages over a real socket.</summary>
public sealed partial class DocsPagesTests(RunningApi api) : IClassFixture<RunningApi>, IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = api.Address };

    [Theory]
    [InlineData("/docs")]
    [InlineData("/redoc")]
    public async Task A_page_loads_everything_from_this_server(string path)
    {
        using var page = await _client.GetAsync(path);
        var html = await page.Content.ReadAsStringAsync();
        Assert.Equal((HttpStatusCode.OK, "text/html; charset=utf-8"), (page.StatusCode, $"{page.Content.Headers.ContentType}"));
        Assert.DoesNotContain("//", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script(?! src=)|<style| style=| on[a-z]+=", html);
        var loaded = Loaded.Matches(html).Select(m => m.Groups[1].Value).ToList();
        Assert.True(loaded.Count > 3);
        Assert.All(loaded, address => Assert.StartsWith("/docs/assets/", address, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/docs")]
    [InlineData("/redoc")]
    public async Task A_page_runs_only_scripts_of_this_app_and_cannot_be_framed(string path)
    {
        using var page = await _client.GetAsync(path);
        var policy = Header(page, "Content-Security-Policy").Split("; ");
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("script-src 'self'", policy);
        Assert.Contains("connect-src 'self'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Contains("base-uri 'none'", policy);
        Assert.DoesNotContain(policy, directive => directive.Contains("unsafe", StringComparison.Ordinal) || directive.Contains('*', StringComparison.Ordinal));
        Assert.Equal("no-referrer", Header(page, "Referrer-Policy"));
        Assert.Equal("nosniff", Header(page, "X-Content-Type-Options"));
    }

    public static TheoryData<string> AssetNames => [.. DocsAssets.Names];

    [Theory]
    [MemberData(nameof(AssetNames))]
    public async Task An_asset_is_cached_forever_under_its_content_hash(string name)
    {
        using var asset = await _client.GetAsync(DocsAssets.PathOf(name));
        var content = await asset.Content.ReadAsByteArrayAsync();
        Assert.Equal(HttpStatusCode.OK, asset.StatusCode);
        Assert.Equal(
            Path.GetExtension(name) switch { ".js" => "text/javascript", ".css" => "text/css", _ => "image/svg+xml" },
            asset.Content.Headers.ContentType!.MediaType);
        Assert.Equal("public, max-age=31536000, immutable", Header(asset, "Cache-Control"));
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", Header(asset, "Content-Security-Policy"));
        Assert.Equal(content.Length, asset.Content.Headers.ContentLength);
        Assert.NotEqual(0x1f, content[0]);
    }

    [Theory]
    [InlineData("/docs/assets/docs.js")]
    [InlineData("/docs/assets/docs.0123456789abcdef.js")]
    [InlineData("/docs/assets/nothing")]
    [InlineData("/docs/assets/..%2fopenapi.json")]
    public async Task An_unknown_asset_is_not_found(string path)
    {
        using var answer = await _client.GetAsync(path);
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.StatusCode, $"{answer.Content.Headers.ContentType}"));
    }

    [Fact]
    public async Task The_document_is_json_and_is_revalidated()
    {
        using var answer = await _client.GetAsync("/openapi.json");
        var document = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.StatusCode, $"{answer.Content.Headers.ContentType}"));
        Assert.Equal("3.1.2", (string?)document["openapi"]);
        Assert.Equal("no-cache, public", string.Join(", ", Header(answer, "Cache-Control").Split(", ").Order()));
    }

    [Fact]
    public async Task A_client_with_the_current_version_gets_304()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi.json");
        request.Headers.AcceptEncoding.Add(new("gzip"));
        using var first = await _client.SendAsync(request);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/openapi.json");
        again.Headers.AcceptEncoding.Add(new("gzip"));
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await _client.SendAsync(again);
        Assert.Equal(["gzip"], first.Content.Headers.ContentEncoding);
        Assert.False(first.Headers.ETag!.IsWeak);
        Assert.Equal((HttpStatusCode.NotModified, 0), (second.StatusCode, (await second.Content.ReadAsByteArrayAsync()).Length));
        Assert.NotEqual(first.Headers.ETag, await UncompressedETagAsync());
    }

    [Fact]
    public async Task No_asset_calls_another_host()
    {
        var redoc = await _client.GetStringAsync(DocsAssets.PathOf("redoc.standalone.js"));
        Assert.DoesNotContain("cdn.redoc", redoc, StringComparison.Ordinal);
    }

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("(?:src|<link[^>]* href)=\"([^\"]*)\"")]
    private static partial Regex Loaded { get; }

    private async Task<EntityTagHeaderValue?> UncompressedETagAsync()
    {
        using var plain = await _client.GetAsync("/openapi.json");
        return plain.Headers.ETag;
    }

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();
}
