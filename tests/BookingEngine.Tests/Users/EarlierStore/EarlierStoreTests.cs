using System.Text.Json.Nodes;
using BookingEngine.Tests.Cross;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Processes;
using BookingEngine.Tests.Recovery;
using MimeKit;

namespace BookingEngine.Tests.Users.EarlierStore;

/// <summary>Accounts and guests of an earlier store, whose claims have the former form of their addresses.</summary>
public sealed class EarlierStoreTests
{
    [Fact]
    public async Task Every_account_goes_on_by_exactly_its_own_spelling()
    {
        await using var api = await StartAsync();
        foreach (var round in new[] { "first", "second" })
        {
            foreach (var account in EarlierStore.All)
            {
                Assert.Equal((round, account.FullName), (round, await NameOfAsync(api, account.Email, account.Password)));
            }
        }
    }

    [Fact]
    public async Task A_shared_address_in_a_new_spelling_finds_the_account_of_the_canonical_form()
    {
        await using var api = await StartAsync();
        Assert.Equal(EarlierStore.Composed.FullName, await NameOfAsync(api, "IDN@Bücher.Example", EarlierStore.Composed.Password));
    }

    [Fact]
    public async Task An_account_found_once_by_its_spelling_is_found_by_all()
    {
        await using var api = await StartAsync();
        Assert.Equal(EarlierStore.OnlyUpper.FullName, await NameOfAsync(api, EarlierStore.OnlyUpper.Email, EarlierStore.OnlyUpper.Password));

        Assert.Equal(EarlierStore.OnlyUpper.FullName, await NameOfAsync(api, "one@münchen.example", EarlierStore.OnlyUpper.Password));
        (await api.RegisterAsync("one@mu\u0308nchen.example")).AssertProblem(400, "email_already_registered", "Email already registered");
    }

    [Fact]
    public async Task An_address_claimed_in_either_form_is_not_registered_again()
    {
        await using var api = await StartAsync();
        foreach (var email in EarlierStore.All.Select(a => a.Email).Append("idn@b\u00fccher.EXAMPLE").Where(e => e != EarlierStore.Joiner.Email))
        {
            (await api.RegisterAsync(email)).AssertProblem(400, "email_already_registered", "Email already registered");
        }
    }

    [Fact]
    public async Task The_kelvin_sign_and_the_letter_are_two_addresses()
    {
        await using var api = await StartAsync();
        Assert.Equal(400, (await api.RegisterAsync("kim@example.com")).Status);
        Assert.Equal(201, (await api.RegisterAsync("\u212Aate@example.com")).Status);
        Assert.Equal(201, (await api.RegisterAsync("kate@example.com")).Status);
        Assert.Equal(201, (await api.RegisterAsync("\u212Alain@example.com")).Status);
    }

    [Fact]
    public async Task An_administrator_finds_accounts_by_their_own_spelling()
    {
        await using var api = await StartAsync();
        var token = (await api.SignInAsync(EarlierStore.AdminEmail, EarlierStore.AdminPassword)).Member("access_token");
        foreach (var account in EarlierStore.All)
        {
            var found = await api.SendAsync(Call.Get($"/users?email={Uri.EscapeDataString($" {account.Email} ")}") with { Token = token });
            Assert.Equal(account.FullName, (string)Assert.Single(found.Json["users"]!.AsArray())!["full_name"]!);
        }
    }

    [Fact]
    public async Task A_verified_address_gets_bookings_made_under_its_former_form()
    {
        await using var api = await ConfiguredApi.StartOnAsync(EarlierStore.WriteTo, ("RATE_LIMITS", "off"), ("EMAIL_VERIFICATION", "required"));
        Assert.Equal(201, (await api.RegisterAsync(EarlierStore.GuestEmail)).Status);
        Assert.Equal(200, (await EmailVerificationTests.ConfirmAsync(api, await EmailVerificationTests.TokenOfMailAsync(api))).Status);
        var token = (await api.SignInAsync(EarlierStore.GuestEmail, People.Password)).Member("access_token");
        string[] slots = [];

        await Mailbox.WaitAsync(async () =>
        {
            api.Clock.Advance(TimeSpan.FromSeconds(1));
            slots = (await api.SendAsync(Call.Get("/bookings") with { Token = token })).SlotsOf();
            return slots.Length > 0;
        });

        Assert.Equal([EarlierStore.GuestBooking], slots);
    }

    [Fact]
    public async Task A_guest_goes_on_under_the_former_form_of_the_address()
    {
        await using var api = await StartAsync();
        var token = (await api.SignInAsync(EarlierStore.AdminEmail, EarlierStore.AdminPassword)).Member("access_token");
        var before = (await api.SendAsync(Call.Get("/bookings?scope=all") with { Token = token })).Json["bookings"]![0]!["user_id"]!;
        var body = new JsonObject
        {
            ["slot"] = "2031-01-01T12:00:00Z",
            ["guest"] = new JsonObject { ["name"] = "Guest", ["email"] = EarlierStore.GuestEmail },
        };

        var booked = await api.SendAsync(Call.PostJson("/bookings", body.ToJsonString()) with { Token = token });

        Assert.Equal((201, (string)before!), (booked.Status, booked.Member("user_id")));
    }

    [Fact]
    public async Task Recovery_reaches_the_account_of_exactly_the_spelling()
    {
        await using var api = await StartAsync();
        foreach (var account in new[] { EarlierStore.Upper, EarlierStore.Decomposed, EarlierStore.OnlyUpper })
        {
            var asked = await api.SendAsync(Call.PostJson("/auth/recover-password", new JsonObject { ["email"] = account.Email }.ToJsonString()));
            Assert.Equal(200, asked.Status);
        }

        await Mailbox.WaitAsync(() =>
        {
            api.Clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(EmailVerificationTests.MailsOf(api).Length == 3);
        });
        foreach (var token in EmailVerificationTests.MailsOf(api).Select(file => Mailbox.TokenIn(MimeMessage.Load(file))))
        {
            var reset = new JsonObject { ["token"] = token, ["new_password"] = Mailbox.NewPassword };
            Assert.Equal(200, (await api.SendAsync(Call.PostJson("/auth/reset-password", reset.ToJsonString()))).Status);
        }

        foreach (var account in EarlierStore.All)
        {
            var isRecovered = account == EarlierStore.Upper || account == EarlierStore.Decomposed || account == EarlierStore.OnlyUpper;
            Assert.Equal((account.Email, isRecovered ? 200 : 401), (account.Email, (await api.SignInAsync(account.Email, Mailbox.NewPassword)).Status));
        }
    }

    [Fact]
    public async Task The_command_lists_accounts_whose_addresses_are_one()
    {
        using var fixture = new ProgramFixture();
        Directory.CreateDirectory(fixture.Data);
        EarlierStore.WriteTo(fixture.Data);

        var (code, output, errors) = await fixture.RunAsync(fixture.Known, "addresses");

        Assert.Equal((1, ""), (code, string.Concat(errors)));
        Assert.Equal("idn@xn--bcher-kva.example", output[0]);
        Assert.Equal(
            [EarlierStore.Composed.Email, EarlierStore.Upper.Email, EarlierStore.Decomposed.Email], output[1..^1].Select(line => line.Split(' ')[^1]));
        Assert.Equal("addresses: 1 shared by 3 accounts", output[^1]);
    }

    [Fact]
    public async Task Failures_count_for_all_spellings_of_one_account_and_no_other()
    {
        await using var api = await ConfiguredApi.StartOnAsync(EarlierStore.WriteTo, ("RATE_LIMIT_ACCOUNT", "2/hour"));
        Assert.Equal(401, (await api.SignInAsync("idn@bücher.example", "wrong horse")).Status);
        Assert.Equal(401, (await api.SignInAsync("IDN@Bücher.example", "wrong horse")).Status);

        Assert.Equal(429, (await api.SignInAsync(" Idn@bücher.example", "wrong horse")).Status);
        Assert.Equal(200, (await api.SignInAsync(EarlierStore.Upper.Email, EarlierStore.Upper.Password)).Status);
        Assert.Equal(429, (await api.SignInAsync("idn@bücher.example", EarlierStore.Composed.Password)).Status);
    }

    private static Task<ConfiguredApi> StartAsync() => ConfiguredApi.StartOnAsync(EarlierStore.WriteTo, ("RATE_LIMITS", "off"));

    private static async Task<string> NameOfAsync(ConfiguredApi api, string email, string password)
    {
        var signedIn = await api.SignInAsync(email, password);
        Assert.Equal((email, 200), (email, signedIn.Status));
        return (await api.SendAsync(Call.Get("/users/me") with { Token = signedIn.Member("access_token") })).Member("full_name");
    }
}
