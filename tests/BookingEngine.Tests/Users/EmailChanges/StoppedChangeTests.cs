using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;
using BookingEngine.Tests.Users.Administration;

namespace BookingEngine.Tests.Users.EmailChanges;

/// <summary>What ends a pending change, and what goes to which address until then.</summary>
public sealed class StoppedChangeTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public Task A_changed_password_ends_it() => AssertEndedAsync(async person =>
    {
        var body = """{"old_password":"correct horse","new_password":"another horse"}""";
        Assert.Equal(200, (await api.SendAsync(Call.PutJson("/users/me/password", body) with { Token = person.Token })).Status);
    });

    [Fact]
    public Task A_password_reset_ends_it() => AssertEndedAsync(async person =>
        Assert.Equal(200, (await api.ResetAsync(await ResetTokenAsync(person, person.Email, mails: 2))).Status));

    [Fact]
    public Task A_deactivation_ends_it_also_after_a_reactivation() => AssertEndedAsync(async person =>
    {
        var admin = await api.AdminAsync();
        Assert.Equal(200, (await api.SendAsync(AdminCalls.Deactivate(admin, person.Id))).Status);
        Assert.Equal(200, (await api.SendAsync(AdminCalls.Reactivate(admin, person.Id))).Status);
    });

    [Fact]
    public Task A_newer_request_ends_it() => AssertEndedAsync(async person => await api.NewChangeAsync(person, People.NewAddress()));

    [Fact]
    public Task A_day_ends_it() => AssertEndedAsync(_ =>
    {
        api.Clock.Advance(TimeSpan.FromHours(24));
        return Task.CompletedTask;
    });

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    public async Task An_incomplete_link_changes_nothing(string token)
    {
        (await api.ConfirmChangeAsync(token)).AssertIsRefusedPage();
        (await api.SendAsync(Call.Get($"/change-email?token={(token.Length > 0 ? "" : token)}") with { Key = null })).AssertIsRefusedPage();
    }

    [Fact]
    public async Task The_token_of_a_change_works_for_nothing_else()
    {
        var person = await api.NewPersonAsync();
        var token = await api.NewChangeAsync(person, People.NewAddress());

        (await api.ResetAsync(token)).AssertInvalidToken();
        Assert.Equal(400, (await api.SendAsync(Call.PostForm("/verify-email", ("token", token)) with { Key = null })).Status);
        Assert.Equal(401, (await api.ListAsync(person with { Token = token })).Status);
        (await api.ConfirmChangeAsync(await ResetTokenAsync(person, person.Email, mails: 2))).AssertIsRefusedPage();
    }

    [Fact]
    public async Task Recovery_goes_to_the_old_address_until_the_change()
    {
        var (person, next) = (await api.NewPersonAsync(), People.NewAddress());
        var token = await api.NewChangeAsync(person, next);
        var reset = await ResetTokenAsync(person, person.Email, mails: 2);

        await api.ConfirmChangeAsync(token);

        (await api.ResetAsync(reset)).AssertInvalidToken();
        await api.WaitForMailsAsync(person.Email, 3);
        Assert.Equal(200, (await api.ResetAsync(await ResetTokenAsync(person, next, mails: 2))).Status);
        Assert.Equal(3, api.MailsTo(person.Email).Length);
    }

    // The mail with the link is the newest of this number of mails to the address.
    private async Task<string> ResetTokenAsync(Person person, string email, int mails)
    {
        api.AdvanceOneSecond();
        await api.WaitForMailsAsync(email, mails - 1);
        Assert.Equal(200, (await api.RecoverAsync(email)).Status);
        var mail = (await api.WaitForMailsAsync(email, mails)).Single(m => m.Subject == "Reset your password");
        Assert.Equal(email == person.Email ? "" : "Ada Lovelace", mail.To.Mailboxes.Single().Name);
        Assert.Contains(await api.EventsAsync($"user-{person.Id}"), e => e.Type == "password-reset-requested.v1");
        return Mailbox.TokenIn(mail);
    }

    private async Task AssertEndedAsync(Func<Person, Task> end)
    {
        var (person, next) = (await api.NewPersonAsync(), People.NewAddress());
        var token = await api.NewChangeAsync(person, next);

        await end(person);

        (await api.ConfirmChangeAsync(token)).AssertIsRefusedPage();
        Assert.DoesNotContain(await api.EventsAsync($"user-{person.Id}"), e => e.Type == "email-changed.v1");
        api.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(201, (await api.RegisterAsync(next)).Status);
    }
}
