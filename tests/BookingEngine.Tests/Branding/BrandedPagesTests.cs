using System.Text.RegularExpressions;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Branding;

/// <summary>What people see has the brand and their language, and no name of the software.</summary>
public sealed class BrandedPagesTests : IAsyncLifetime, IDisposable
{
    private static readonly string[] Pages = ["/reset-password?token=x", "/verify-email?token=x", "/change-email?token=x", "/manage?token=x", "/docs", "/redoc", "/openapi.json"];

    private readonly RunningApi _api = new();

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Every_page_has_the_brand()
    {
        await _api.PutBrandAsync(BrandCalls.Complete);
        await _api.PutLogoAsync(BrandCalls.Png(240, 80));

        foreach (var path in Pages)
        {
            var page = await _api.SendAsync(Call.Get(path) with { Key = null });
            Assert.Contains("Salon Mitte", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("booking engine", page.Text, StringComparison.OrdinalIgnoreCase);
        }

        var shown = await _api.SendAsync(Call.Get(Pages[0]) with { Key = null });
        Assert.Contains("--act:#1f4fd8", shown.Text, StringComparison.Ordinal);
        Assert.Contains("<img src=\"/brand/logo/", shown.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"https://salon.example/privacy?x=1&amp;y=2\"", shown.Text, StringComparison.Ordinal);
        Assert.Contains("img-src 'self'", shown.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal(
            Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Style(shown.Text)))),
            Regex.Match(shown.Header("Content-Security-Policy")!, "'sha256-([^']+)'").Groups[1].Value);
    }

    [Fact]
    public async Task Without_a_brand_pages_are_neutral()
    {
        foreach (var path in Pages)
        {
            var page = await _api.SendAsync(Call.Get(path) with { Key = null });
            Assert.DoesNotContain("booking engine", page.Text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("class=\"brand\"", page.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(null, null, "en", "Choose a new password")]
    [InlineData(null, "fr", "fr", "Choisissez un nouveau mot de passe")]
    [InlineData("de-AT,en;q=0.5", "fr", "de-AT", "Wählen Sie ein neues Passwort")]
    [InlineData("nl, es;q=0.8", "fr", "es", "Elija una nueva contraseña")]
    [InlineData("pt-BR;q=0.1, nl", null, "pt-BR", "Escolha uma nova palavra-passe")]
    [InlineData("nl", "fr", "fr", "Choisissez un nouveau mot de passe")]
    [InlineData("de;q=0, *", null, "en", "Choose a new password")]
    [InlineData("<script>, \"", null, "en", "Choose a new password")]
    public async Task A_page_is_in_the_visitors_language_else_the_brands(string? accepted, string? locale, string language, string title)
    {
        await _api.PutBrandAsync(new() { ["locale"] = locale });

        var page = await _api.SendAsync(Call.Get(Pages[0]) with { Key = null, Headers = accepted is null ? [] : [("Accept-Language", accepted)] });

        Assert.Contains($"<html lang=\"{language}\">", page.Text, StringComparison.Ordinal);
        Assert.Contains(title, System.Net.WebUtility.HtmlDecode(page.Text), StringComparison.Ordinal);
    }

    private static string Style(string html) => Regex.Match(html, "<style>(.*?)</style>", RegexOptions.Singleline).Groups[1].Value;
}
