using System.Text.Json.Nodes;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;
using BookingEngine.Tests.Users.Sessions;

namespace BookingEngine.Tests.Users.EmailChanges;

public sealed class ChangeEmailTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task An_address_changes_only_when_its_link_is_used()
    {
        var (person, next) = (await api.NewPersonAsync(), People.NewAddress());

        (await api.ChangeEmailAsync(person, next)).AssertIs(202, new JsonObject { ["msg"] = "Confirmation email sent" });
        var token = EmailChangeCalls.TokenIn((await api.WaitForMailsAsync(next, 1)).Single());
        (await api.SendAsync(Call.Get($"/change-email?token={token}") with { Key = null })).AssertIsPage(200, "Confirm your new mail address");

        Assert.Equal(person.Email, await api.EmailOfAsync(person));
        Assert.Equal((200, 401), ((await api.SignInAsync(person.Email)).Status, (await api.SignInAsync(next)).Status));

        (await api.ConfirmChangeAsync(token)).AssertIsPage(200, "Your mail address is changed");

        Assert.Equal(next, await api.EmailOfAsync(person));
        Assert.Equal((401, 200), ((await api.SignInAsync(person.Email)).Status, (await api.SignInAsync(next)).Status));
        Assert.Equal(
            ["user-registered.v1", "email-change-requested.v1", "email-change-announced.v1", "email-changed.v1"],
            (await api.EventsAsync($"user-{person.Id}")).Select(e => e.Type));
    }

    [Fact]
    public async Task The_old_address_is_told_of_the_request_and_of_the_change()
    {
        var (person, next) = (await api.NewPersonAsync(), People.NewAddress());
        await api.VerifyAsync(person.Id);
        var token = await api.NewChangeAsync(person, next);
        var announced = (await api.WaitForMailsAsync(person.Email, 1)).Single();
        Assert.Equal("Your mail address is about to change", announced.Subject);
        Assert.Contains(next, announced.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain(token, announced.TextBody, StringComparison.Ordinal);

        await api.ConfirmChangeAsync(token);

        var told = (await api.WaitForMailsAsync(person.Email, 2)).Single(mail => mail.Subject != announced.Subject);
        Assert.Equal(("Your mail address has changed", "Ada Lovelace"), (told.Subject, told.To.Mailboxes.Single().Name));
        Assert.Contains(next, told.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("href", told.HtmlBody, StringComparison.Ordinal);
        Assert.Single(api.MailsTo(next));
    }

    [Fact]
    public async Task Every_session_but_the_callers_ends()
    {
        var (person, next) = (await api.NewPersonAsync(), People.NewAddress());
        var other = await api.SignInAsync(person.Email);
        var token = await api.NewChangeAsync(person, next);
        Assert.Equal(200, (await api.ListAsync(person with { Token = other.Member("access_token") })).Status);

        await api.ConfirmChangeAsync(token);

        (await api.ListAsync(person with { Token = other.Member("access_token") })).AssertIsUnauthorized();
        (await api.SendAsync(SessionCalls.Refresh(other.Member("refresh_token")))).AssertInvalidRefreshToken();
        Assert.Equal(200, (await api.ListAsync(person)).Status);
    }

    [Theory]
    [InlineData("wrong horse")]
    [InlineData("")]
    [InlineData("correct horse ")]
    public async Task A_wrong_password_is_refused_and_records_nothing(string password)
    {
        var (person, next) = (await api.NewPersonAsync(), People.NewAddress());
        (await api.ChangeEmailAsync(person, next, password)).AssertProblem(400, "old_password_incorrect", "Old password incorrect");
        Assert.Equal(["user-registered.v1"], (await api.EventsAsync($"user-{person.Id}")).Select(e => e.Type));
    }

    [Fact]
    public async Task A_taken_address_gets_the_same_answer_and_its_owner_a_mail()
    {
        var (person, owner) = (await api.NewPersonAsync(), await api.NewPersonAsync());

        var taken = await api.ChangeEmailAsync(person, $" {owner.Email.ToUpperInvariant()}");
        var free = await api.ChangeEmailAsync(await api.NewPersonAsync(), People.NewAddress());

        Assert.Equal((202, free.Text), (taken.Status, taken.Text));
        var mail = (await api.WaitForMailsAsync(owner.Email, 1)).Single();
        Assert.Equal("You have an account with this mail address", mail.Subject);
        Assert.DoesNotContain("token", mail.TextBody + mail.HtmlBody, StringComparison.Ordinal);
        Assert.Equal((200, 200), ((await api.SignInAsync(owner.Email)).Status, (await api.SignInAsync(person.Email)).Status));
    }

    [Fact]
    public async Task An_address_registered_meanwhile_stays_with_its_owner()
    {
        var (person, next) = (await api.NewPersonAsync(), People.NewAddress());
        var token = await api.NewChangeAsync(person, next);
        Assert.Equal(201, (await api.RegisterAsync(next, "password of the other", "Bob")).Status);

        (await api.ConfirmChangeAsync(token)).AssertIsRefusedPage();

        Assert.Equal(person.Email, await api.EmailOfAsync(person));
        Assert.Equal((200, 401), ((await api.SignInAsync(next, "password of the other")).Status, (await api.SignInAsync(next)).Status));
    }

    [Fact]
    public async Task The_old_address_is_free_and_the_new_one_taken_afterwards()
    {
        var (person, next) = (await api.NewPersonAsync(), People.NewAddress());
        await api.ConfirmChangeAsync(await api.NewChangeAsync(person, next));
        api.Clock.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(400, (await api.RegisterAsync(next)).Status);
        var second = await api.RegisterAsync(person.Email, "password of the other");

        Assert.Equal(201, second.Status);
        Assert.Equal((200, 401), ((await api.SignInAsync(person.Email, "password of the other")).Status, (await api.SignInAsync(person.Email)).Status));
        Assert.Equal(200, (await api.SignInAsync(next)).Status);
    }

    [Fact]
    public async Task A_link_used_again_changes_nothing_also_concurrently()
    {
        var (person, next) = (await api.NewPersonAsync(), People.NewAddress());
        var token = await api.NewChangeAsync(person, next);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => api.ConfirmChangeAsync(token))));
        var again = await api.ConfirmChangeAsync(token);

        Assert.All(answers.Append(again), a => Assert.Equal(200, a.Status));
        Assert.Single(await api.EventsAsync($"user-{person.Id}"), e => e.Type == "email-changed.v1");
    }

    [Fact]
    public async Task Back_and_forth_an_account_has_exactly_one_address()
    {
        var (person, next) = (await api.NewPersonAsync(), People.NewAddress());
        foreach (var (from, to) in new[] { (person.Email, next), (next, person.Email), (person.Email, next) })
        {
            (await api.ConfirmChangeAsync(await api.NewChangeAsync(person, to))).AssertIsPage(200, "Your mail address is changed");
            Assert.Equal((401, 200), ((await api.SignInAsync(from)).Status, (await api.SignInAsync(to)).Status));
        }
    }

    [Fact]
    public async Task Another_spelling_of_the_own_address_is_a_change_too()
    {
        var person = await api.NewPersonAsync();
        var spelled = person.Email.ToUpperInvariant();
        await api.ConfirmChangeAsync(await api.NewChangeAsync(person, spelled));
        Assert.Equal(spelled, await api.EmailOfAsync(person));
        Assert.Equal(200, (await api.SignInAsync(person.Email)).Status);
    }

    [Fact]
    public async Task Administrators_find_the_user_by_the_new_address_only()
    {
        var (person, next, admin) = (await api.NewPersonAsync(), People.NewAddress(), await api.AdminAsync());
        await api.ConfirmChangeAsync(await api.NewChangeAsync(person, next));

        Assert.Equal(next, (await api.GetAsync(admin, $"/users/{person.Id}")).Member("email"));
        Assert.Equal([person.Id.ToString()], (await api.GetAsync(admin, $"/users?email={next}")).IdsOf("users"));
        Assert.Empty((await api.GetAsync(admin, $"/users?email={person.Email}")).IdsOf("users"));
    }

    [Fact]
    public async Task A_guests_bookings_at_the_new_address_are_handed_over()
    {
        var (person, next, slot) = (await api.NewPersonAsync(), People.NewAddress(), People.NewSlot());
        var guest = new JsonObject { ["name"] = "Ada", ["email"] = next };
        Assert.Equal(201, (await api.PostAsync(await api.AdminAsync(), "/bookings", new JsonObject { ["slot"] = slot, ["guest"] = guest })).Status);

        await api.ConfirmChangeAsync(await api.NewChangeAsync(person, next));

        string[] slots = [];
        await Mailbox.WaitAsync(async () =>
        {
            api.AdvanceOneSecond();
            slots = (await api.ListAsync(person)).SlotsOf();
            return slots.Length > 0;
        });
        Assert.Equal([slot], slots);
    }

    [Theory]
    [InlineData("{}", "is required", "is required")]
    [InlineData("""{"email":"ada","password":1}""", "must be one mail address such as name@example.com, without a display name", "must be a text")]
    public async Task All_invalid_fields_are_named(string json, string email, string password)
    {
        var person = await api.NewPersonAsync();
        var answer = await api.SendAsync(Call.PutJson("/users/me/email", json) with { Token = person.Token });
        answer.AssertInvalidFields(("email", email), ("password", password));
    }
}
