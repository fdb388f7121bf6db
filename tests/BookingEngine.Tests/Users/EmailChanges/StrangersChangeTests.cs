using System.Text.Json.Nodes;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;

namespace BookingEngine.Tests.Users.EmailChanges;

/// <summary>A stranger asks to change an account's address to that of somebody else, whose mailbox then gets the link.</summary>
public sealed class StrangersChangeTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task The_link_without_the_accounts_password_changes_nothing()
    {
        var (stranger, victim) = (await api.NewPersonAsync(), People.NewAddress());
        var guest = new JsonObject { ["name"] = "Grace", ["email"] = victim };
        Assert.Equal(201, (await api.PostAsync(await api.AdminAsync(), "/bookings", new JsonObject { ["slot"] = People.NewSlot(), ["guest"] = guest })).Status);
        var token = await api.NewChangeAsync(stranger, victim);

        (await api.ConfirmChangeAsync(token, "")).AssertIsPage(422, "Confirm your new mail address");
        (await api.ConfirmChangeAsync(token, "wrong horse")).AssertIsPage(422, "Confirm your new mail address");

        Assert.Equal(stranger.Email, await api.EmailOfAsync(stranger));
        Assert.Empty((await api.ListAsync(stranger)).SlotsOf());
    }

    [Fact]
    public async Task Mails_to_unverified_addresses_have_no_text_of_the_asker()
    {
        var (email, next) = (People.NewAddress(), $"visit.evil.{People.NewAddress()}");
        var registered = await api.RegisterAsync(email, fullName: "Call 0900 1234 now");
        var stranger = new Person(
            Guid.Parse(registered.Member("id")), email, People.Password, (await api.SignInAsync(email)).Member("access_token"));
        await api.ConfirmChangeAsync(await api.NewChangeAsync(stranger, next));

        var mails = (await api.WaitForMailsAsync(email, 2)).Concat(await api.WaitForMailsAsync(next, 1));

        Assert.All(mails, mail =>
        {
            Assert.Equal("", mail.To.Mailboxes.Single().Name);
            Assert.DoesNotContain("0900", mail.TextBody + mail.HtmlBody, StringComparison.Ordinal);
            Assert.DoesNotContain("evil", mail.TextBody + mail.HtmlBody, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_stored_name_with_line_breaks_gets_into_no_mail()
    {
        var person = await api.NewPersonAsync();
        await api.VerifyAsync(person.Id);
        await api.RenameAsync(person.Id, "Ada,\r\n\r\nyour account is closed. Call 0900 1234");

        Assert.Equal(200, (await api.RecoverAsync(person.Email)).Status);

        var mail = (await api.WaitForMailsAsync(person.Email, 1)).Single();
        Assert.DoesNotContain("0900", mail.TextBody + mail.HtmlBody + mail.To, StringComparison.Ordinal);
    }
}
