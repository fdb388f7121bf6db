using System.Security.Cryptography;
using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Branding;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.PublicBookings;

/// <summary>A business may ask visitors for a proof of work.</summary>
public sealed class ProofOfWorkTests : IAsyncLifetime, IDisposable
{
    private readonly RunningApi _api = new();

    public async Task InitializeAsync()
    {
        await _api.InitializeAsync();
        await AskAsync("open");
    }

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task A_solved_challenge_holds_and_books()
    {
        Assert.Equal((422, "proof_required"), await _api.PublicHoldAsync(People.NewSlot()).CodeAsync());
        var token = await _api.HeldAsync(People.NewSlot(), ("proof", await SolvedAsync("hold")));
        Assert.Equal((422, "proof_required"), await _api.SubmitAsync(token, "grace@example.com").CodeAsync());

        Assert.Equal(201, (await _api.SubmitAsync(token, "grace@example.com", ("proof", await SolvedAsync("booking")))).Status);
    }

    [Fact]
    public async Task Of_two_holds_at_once_with_one_solution_one_is_placed()
    {
        var proof = await SolvedAsync("hold");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _api.PublicHoldAsync(People.NewSlot(), ("proof", proof)).CodeAsync()));

        Assert.Equal(3, answers.Count(answer => answer == (422, "invalid_proof")));
        Assert.Equal((422, "invalid_proof"), await _api.PublicHoldAsync(People.NewSlot(), ("proof", proof)).CodeAsync());
    }

    [Fact]
    public async Task The_same_form_again_needs_no_other_proof_but_another_form_does()
    {
        var proof = await SolvedAsync("booking");
        var (one, two) = (await HeldAsync(), await HeldAsync());

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _api.SubmitAsync(one, "grace@example.com", ("proof", proof))));

        Assert.Single(answers.Select(answer => (answer.Status, answer.Member("id"))).Distinct());
        Assert.Equal((422, "invalid_proof"), await _api.SubmitAsync(two, "grace@example.com", ("proof", proof)).CodeAsync());
        var mailed = await SolvedAsync("booking");
        await AskAsync("verified");
        Assert.Equal(202, (await _api.SubmitAsync(two, "grace@example.com", ("proof", mailed))).Status);
        Assert.Equal((422, "invalid_proof"), await _api.SubmitAsync(two, "ada@example.com", ("proof", mailed)).CodeAsync());
    }

    [Fact]
    public async Task A_solution_expires_after_two_hours()
    {
        var (early, late) = (await SolvedAsync("hold"), await SolvedAsync("hold"));
        _api.Clock.Advance(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1));
        Assert.Equal(201, (await _api.PublicHoldAsync(People.NewSlot(), ("proof", early))).Status);
        _api.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((422, "invalid_proof"), await _api.PublicHoldAsync(People.NewSlot(), ("proof", late)).CodeAsync());
    }

    [Fact]
    public async Task A_challenge_for_something_else_is_refused()
    {
        var (other, _) = await _api.NewHourAsync(await _api.AdminAsync(), resources: 1);
        await using var stranger = new RunningApi { Settings = { ["PUBLIC_URL"] = "https://another.example.com" } };
        await stranger.InitializeAsync();
        Assert.Equal(200, (await stranger.PutBrandAsync(new() { ["booking"] = "open" })).Status);

        foreach (var proof in new[] { await SolvedAsync("booking"), await SolvedAsync("hold", other), ProofSolver.Solve(await ChallengeAsync(stranger, "hold", "default")) })
        {
            Assert.Equal((422, "invalid_proof"), await _api.PublicHoldAsync(People.NewSlot(), ("proof", proof)).CodeAsync());
        }

        stranger.Dispose();
    }

    [Theory]
    [InlineData("cost", 1)]
    [InlineData("expiresAt", 4102444800)]
    [InlineData("keyPrefix", "00")]
    [InlineData("algorithm", "SHA-256")]
    [InlineData("keyLength", 1)]
    public async Task A_challenge_that_was_made_easier_is_refused(string member, object value)
    {
        var challenge = await ChallengeAsync(_api, "hold", "default");
        challenge["parameters"]![member] = value is string text ? text : Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal((422, "invalid_proof"), await _api.PublicHoldAsync(People.NewSlot(), ("proof", ProofSolver.Solve(challenge))).CodeAsync());
    }

    [Theory]
    [InlineData("x")]
    [InlineData("eyJ4IjoxfQ==")]
    [InlineData("bnVsbA==")]
    [InlineData("eyJjaGFsbGVuZ2UiOm51bGwsInNvbHV0aW9uIjpudWxsfQ==")]
    public async Task What_is_no_solution_is_refused(string proof) =>
        Assert.Equal((422, "invalid_proof"), await _api.PublicHoldAsync(People.NewSlot(), ("proof", proof)).CodeAsync());

    [Fact]
    public async Task A_key_that_only_begins_right_is_refused()
    {
        var proof = JsonNode.Parse(Convert.FromBase64String(await SolvedAsync("hold")))!;
        var key = (string)proof["solution"]!["derivedKey"]!;
        proof["solution"]!["derivedKey"] = $"{key[..32]}{new string('0', 32)}";

        var sent = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(proof.ToJsonString()));
        Assert.Equal((422, "invalid_proof"), await _api.PublicHoldAsync(People.NewSlot(), ("proof", sent)).CodeAsync());
    }

    [Fact]
    public async Task Confirmation_by_mail_takes_the_place_of_a_bookings_proof()
    {
        var (email, slot) = (People.NewAddress(), People.NewSlot());
        var token = await _api.HeldAsync(slot, ("proof", await SolvedAsync("hold")));

        Assert.Equal(202, (await _api.SubmitAsync(token, email, ("verification", true))).Status);

        Assert.Equal(303, (await _api.ConfirmAsync(await _api.ConfirmationTokenAsync(email))).Status);
    }

    [Fact]
    public async Task Without_the_brands_wish_no_proof_is_needed()
    {
        await _api.OpenAsync("open");
        Assert.Equal(201, (await _api.SubmitAsync(await _api.HeldAsync(People.NewSlot(), ("proof", "x")), "grace@example.com", ("proof", "x"))).Status);
        Assert.Equal("off", (await _api.SendAsync(Call.Get("/brand"))).Member("proof_of_work"));
    }

    private async Task AskAsync(string booking) =>
        Assert.Equal(200, (await _api.PutBrandAsync(new() { ["booking"] = booking, ["proof_of_work"] = "always" })).Status);

    private async Task<string> HeldAsync() => await _api.HeldAsync(People.NewSlot(), ("proof", await SolvedAsync("hold")));

    private async Task<string> SolvedAsync(string purpose, string service = "default") => ProofSolver.Solve(await ChallengeAsync(_api, purpose, service));

    private static async Task<JsonObject> ChallengeAsync(RunningApi api, string purpose, string service)
    {
        var challenge = await api.SendAsync(Call.Get($"/public/proof?purpose={purpose}&service_id={service}"));
        Assert.Equal(200, challenge.Status);
        return challenge.Json;
    }
}

/// <summary>Solves challenges as a browser does.</summary>
internal static class ProofSolver
{
    public static string Solve(JsonObject challenge)
    {
        var p = challenge["parameters"]!;
        var (nonce, salt, prefix) = (Convert.FromHexString((string)p["nonce"]!), Convert.FromHexString((string)p["salt"]!), (string)p["keyPrefix"]!);
        for (uint counter = 0; ; counter++)
        {
            byte[] password = [.. nonce, .. BitConverter.GetBytes(counter).Reverse()];
            var key = Convert.ToHexStringLower(Rfc2898DeriveBytes.Pbkdf2(password, salt, NumberOf(p["cost"]!), HashAlgorithmName.SHA256, Math.Max(16, NumberOf(p["keyLength"]!))));
            if (key.StartsWith(prefix, StringComparison.Ordinal) || counter > 200)
            {
                var payload = new JsonObject { ["challenge"] = challenge.DeepClone(), ["solution"] = new JsonObject { ["counter"] = counter, ["derivedKey"] = key, ["time"] = 1 } };
                return Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(payload.ToJsonString()));
            }
        }
    }

    private static int NumberOf(JsonNode node) => int.Parse(node.ToString(), System.Globalization.CultureInfo.InvariantCulture);
}
