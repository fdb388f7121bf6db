using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BookingEngine.Tests.Branding;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.PublicBookings;

/// <summary>The booking page of a business that asks for a proof of work, with and without script.</summary>
public sealed partial class ProofPageTests : IAsyncLifetime, IDisposable
{
    private readonly RunningApi _api = new() { Settings = { ["RATE_LIMITS"] = "on", ["RATE_LIMIT_LOGIN"] = "off", ["RATE_LIMIT_WRITE"] = "off", ["PUBLIC_HOLDS"] = "off" } };

    public async Task InitializeAsync()
    {
        await _api.InitializeAsync();
        Assert.Equal(200, (await _api.PutBrandAsync(new() { ["booking"] = "open", ["proof_of_work"] = "always" })).Status);
    }

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task The_solver_is_on_the_pages_that_need_it_only()
    {
        var month = await GetAsync("/book/default");
        var times = await GetAsync("/book/default?day=2030-05-10");
        var details = await GetAsync((await HoldAsync("")).Header("Location")!);

        Assert.Equal([false, true, true], new[] { month, times, details }.Select(page => page.Text.Contains("PBKDF2", StringComparison.Ordinal)));
        Assert.Equal(200, (await _api.PutBrandAsync(new() { ["booking"] = "open" })).Status);
        Assert.DoesNotContain("PBKDF2", (await GetAsync("/book/default?day=2030-05-10")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_its_proof_a_form_books_at_once_however_often_it_is_sent()
    {
        var location = (await HoldAsync(await SolvedAsync("/book/default?day=2030-05-10"))).Header("Location")!;
        var proof = await SolvedAsync(location);
        var review = await SubmitAsync(location, "review", proof);
        Assert.Contains("Book now", review.Text, StringComparison.Ordinal);
        Assert.Contains(WebUtility.HtmlEncode(proof), review.Text, StringComparison.Ordinal);

        var done = await Task.WhenAll(SubmitAsync(location, "book", proof), SubmitAsync(location, "book", proof));

        Assert.All(done, answer => Assert.StartsWith("/book/step/done?token=", answer.Header("Location"), StringComparison.Ordinal));
        Assert.Single(await _api.AllBookingsAsync());
    }

    [Fact]
    public async Task Without_proof_a_form_is_confirmed_by_mail()
    {
        var location = (await HoldAsync("")).Header("Location")!;
        Assert.Contains("Send me the mail to confirm", (await SubmitAsync(location, "review", "")).Text, StringComparison.Ordinal);

        var done = await SubmitAsync(location, "book", "");

        Assert.StartsWith("/book/step/done?service=", done.Header("Location"), StringComparison.Ordinal);
        Assert.Empty(await _api.AllBookingsAsync());
        Assert.Equal(303, (await _api.ConfirmAsync(await _api.ConfirmationTokenAsync("grace@example.com"))).Status);
    }

    [Fact]
    public async Task A_used_proof_shows_the_form_with_a_new_challenge()
    {
        var first = (await HoldAsync("")).Header("Location")!;
        var proof = await SolvedAsync(first);
        Assert.Equal(303, (await SubmitAsync(first, "book", proof)).Status);
        var second = (await HoldAsync("", "2030-05-11T10:00:00Z")).Header("Location")!;

        var again = await SubmitAsync(second, "book", proof);

        Assert.Equal((422, true, true), (again.Status, again.Text.Contains("data-challenge", StringComparison.Ordinal), again.Text.Contains("grace@example.com", StringComparison.Ordinal)));
        Assert.Single(await _api.AllBookingsAsync());
    }

    [Fact]
    public async Task Without_proof_a_hold_counts_as_four()
    {
        for (var n = 0; n < 5; n++)
        {
            Assert.Equal(303, (await HoldAsync("", $"2030-05-1{n}T10:00:00Z")).Status);
        }

        Assert.Equal(429, (await HoldAsync("", "2030-05-16T10:00:00Z")).Status);
    }

    [Fact]
    public async Task Holding_another_time_on_the_form_counts_as_four()
    {
        var location = (await HoldAsync("")).Header("Location")!;
        for (var n = 0; n < 4; n++)
        {
            Assert.Equal(200, (await SubmitAsync(location.Replace("T10", $"T1{n + 1}", StringComparison.Ordinal), "again", "")).Status);
        }

        Assert.Equal(429, (await SubmitAsync(location.Replace("T10", "T16", StringComparison.Ordinal), "again", "")).Status);
    }

    private Task<Answer> GetAsync(string path) => _api.SendAsync(Call.Get(path) with { Key = null });

    private Task<Answer> HoldAsync(string proof, string slot = "2030-05-10T10:00:00Z") => _api.SendAsync(
        Call.PostForm("/book/step/hold", ("service", "default"), ("with", "default"), ("slot", slot), ("proof", proof)) with { Key = null });

    private Task<Answer> SubmitAsync(string location, string action, string proof)
    {
        var chosen = location.Split('?')[1].Split('&').Select(p => p.Split('=')).Select(p => (p[0], Uri.UnescapeDataString(p[1])));
        return _api.SendAsync(
            Call.PostForm("/book/step/details", [.. chosen, ("name", "Grace"), ("email", "grace@example.com"), ("action", action), ("proof", proof)]) with { Key = null });
    }

    private async Task<string> SolvedAsync(string path) => ProofSolver.Solve(
        JsonNode.Parse(WebUtility.HtmlDecode(Challenge().Match((await GetAsync(path)).Text).Groups[1].Value))!.AsObject());

    [GeneratedRegex("data-challenge=\"([^\"]+)\"")]
    private static partial Regex Challenge();
}
