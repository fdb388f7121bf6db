using System.Text.Json.Nodes;
using BookingEngine.Tests.Cross;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;

namespace BookingEngine.Tests.Users.Accounts;

/// <summary>All spellings of one mail address are one account.</summary>
public sealed class OneAddressTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Theory]
    [InlineData("idn@bücher.example", "idn@BÜCHER.example", "idn@bu\u0308cher.example", "idn@xn--bcher-kva.example")]
    [InlineData("JÖRG@example.com", "jörg@example.com", "jo\u0308rg@example.com", "JO\u0308RG@EXAMPLE.COM")]
    [InlineData("blank@example.com", " blank@example.com", "blank@example.com\t", "\u00a0blank@example.com\u3000")]
    public async Task Every_spelling_signs_in_and_none_registers_again(string first, params string[] others)
    {
        Assert.Equal(201, (await RegisterAsync(first)).Status);
        foreach (var other in others.Append(first))
        {
            (await RegisterAsync(other)).AssertProblem(400, "email_already_registered", "Email already registered");
            Assert.Equal((other, 200), (other, (await api.SignInAsync(other)).Status));
        }
    }

    [Fact]
    public async Task Of_40_concurrent_registrations_in_several_spellings_one_succeeds()
    {
        string[] spellings = ["race@bücher.example", "race@BÜCHER.example", "race@bu\u0308cher.example", " race@bücher.example "];
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => Task.Run(() => RegisterAsync(spellings[n % spellings.Length]))));
        Assert.Single(answers, a => a.Status == 201);
        Assert.Equal(39, answers.Count(a => a.Status == 400));
    }

    [Fact]
    public async Task The_address_is_shown_and_mailed_as_spelled_without_blanks()
    {
        var registered = await RegisterAsync("  Spelled@BÜCHER.example ");
        Assert.Equal("Spelled@BÜCHER.example", registered.Member("email"));
    }

    [Theory]
    [InlineData("rec@bücher.example", " REC@bu\u0308cher.example")]
    public async Task Recovery_and_the_user_list_take_every_spelling(string registered, string other)
    {
        await RegisterAsync(registered);
        var asked = await api.SendAsync(Call.PostJson("/auth/recover-password", new JsonObject { ["email"] = other }.ToJsonString()));
        Assert.Equal(200, asked.Status);
        await api.WaitForMailsAsync(registered, 1);

        var found = await api.SendAsync(Call.Get($"/users?email={Uri.EscapeDataString(other)}") with { Token = (await api.AdminAsync()).Token });
        Assert.Equal(registered, (string)Assert.Single(found.Json["users"]!.AsArray())!["email"]!);
    }

    [Fact]
    public async Task Failed_sign_ins_count_for_all_spellings()
    {
        await using var limited = await ConfiguredApi.StartAsync(("RATE_LIMIT_ACCOUNT", "2/hour"));
        await limited.RegisterAsync("count@bücher.example");
        foreach (var spelling in new[] { "count@BÜCHER.example", " count@bu\u0308cher.example" })
        {
            Assert.Equal(401, (await limited.SignInAsync(spelling, "wrong horse")).Status);
        }

        Assert.Equal(429, (await limited.SignInAsync("count@bücher.example", People.Password)).Status);
    }

    [Fact]
    public async Task The_configured_administrator_is_found_in_every_spelling()
    {
        await using var configured = await ConfiguredApi.StartAsync(("RATE_LIMITS", "off"));
        Assert.Equal(201, (await configured.RegisterAsync("boss@bücher.example")).Status);
        await configured.RestartAsync(("ADMIN_EMAIL", " boss@BU\u0308CHER.example "), ("ADMIN_PASSWORD", RunningApi.AdminPassword));

        var token = (await configured.SignInAsync("boss@bücher.example", RunningApi.AdminPassword)).Member("access_token");

        Assert.Equal(200, (await configured.SendAsync(Call.Get("/users") with { Token = token })).Status);
    }

    [Fact]
    public async Task A_guest_is_one_person_in_every_spelling()
    {
        var admin = await api.AdminAsync();
        string[] spellings = ["guest@bücher.example", "guest@BÜCHER.example", " guest@bu\u0308cher.example"];
        List<string> customers = [];
        foreach (var spelling in spellings)
        {
            var body = new JsonObject { ["slot"] = People.NewSlot(), ["guest"] = new JsonObject { ["name"] = "Guest", ["email"] = spelling } };
            customers.Add((await api.SendAsync(Call.PostJson("/bookings", body.ToJsonString()) with { Token = admin.Token })).Member("user_id"));
        }

        Assert.Single(customers.Distinct());
    }

    private Task<Answer> RegisterAsync(string email) => api.SendAsync(Call.PostJson(
        "/auth/register", new JsonObject { ["email"] = email, ["password"] = People.Password, ["full_name"] = "Ada Lovelace" }.ToJsonString()));
}
