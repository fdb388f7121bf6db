using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Idempotency;
using BookingEngine.Tests.Users.Sessions;

namespace BookingEngine.Tests.Users.Administration;

public sealed class ActivationTests : AdministratorTests
{
    [Fact]
    public async Task A_deactivated_users_tokens_fail_and_no_new_ones_are_issued()
    {
        var person = await Api.NewPersonAsync();
        var second = await Api.SignInAsync(person.Email);

        var answer = await Api.SendAsync(AdminCalls.Deactivate(Admin, person.Id));

        Assert.Equal((200, "deactivated", person.Email), (answer.Status, answer.Member("status"), answer.Member("email")));
        (await Api.ListAsync(person)).AssertIsUnauthorized();
        (await Api.ListAsync(person with { Token = second.Member("access_token") })).AssertIsUnauthorized();
        (await Api.SendAsync(SessionCalls.Refresh(second.Member("refresh_token")))).AssertInvalidRefreshToken();
        (await Api.SignInAsync(person.Email)).AssertProblem(
            403, "account_deactivated", "This account is deactivated. Ask an administrator.", error: "invalid_grant");
    }

    [Fact]
    public async Task Only_the_right_password_reveals_that_an_account_is_deactivated()
    {
        var person = await Api.NewPersonAsync();
        await Api.SendAsync(AdminCalls.Deactivate(Admin, person.Id));

        (await Api.SignInAsync(person.Email, "a wrong password")).AssertProblem(401, "invalid_credentials", "Invalid credentials", error: "invalid_grant");
    }

    [Fact]
    public async Task A_reactivated_user_signs_in_with_role_and_bookings()
    {
        var person = await Api.NewPersonAsync("staff", "default");
        var slot = People.NewSlot();
        Assert.Equal(201, (await Api.BookAsync(person, slot)).Status);
        await Api.SendAsync(AdminCalls.Deactivate(Admin, person.Id));

        var answer = await Api.SendAsync(AdminCalls.Reactivate(Admin, person.Id));

        Assert.Equal((200, "active", "staff"), (answer.Status, answer.Member("status"), answer.Member("role")));
        (await Api.ListAsync(person)).AssertIsUnauthorized();
        var again = person with { Token = (await Api.SignInAsync(person.Email)).Member("access_token") };
        Assert.Equal([slot], (await Api.ListAsync(again)).SlotsOf());
    }

    [Fact]
    public async Task A_repeated_change_has_the_same_answer_and_no_event()
    {
        var person = await Api.NewPersonAsync();
        var first = await Api.SendAsync(AdminCalls.Deactivate(Admin, person.Id));

        var second = await Api.SendAsync(AdminCalls.Deactivate(Admin, person.Id));

        Assert.Equal((first.Status, first.Text), (second.Status, second.Text));
        Assert.Equal(["role-changed.v2", "user-deactivated.v1"], (await Api.EventsAsync("team-all")).Select(e => e.Type));
        await Api.SendAsync(AdminCalls.Reactivate(Admin, person.Id));
        await Api.SendAsync(AdminCalls.Reactivate(Admin, person.Id));
        Assert.Equal(3, (await Api.EventsAsync("team-all")).Length);
    }

    [Fact]
    public async Task The_last_administrator_cannot_be_deactivated_even_concurrently()
    {
        var lastAdmin = "This is the last administrator. Make another user an administrator first.";
        (await Api.SendAsync(AdminCalls.Deactivate(Admin, Admin.Id))).AssertProblem(409, "last_admin", lastAdmin);
        var other = await Api.NewPersonAsync("admin");
        Admin = await Api.AdminAsync();

        var answers = await Task.WhenAll(
            Api.SendAsync(AdminCalls.Deactivate(Admin, other.Id)), Api.SendAsync(AdminCalls.Deactivate(other, Admin.Id)));

        Assert.Single(answers, a => a.Status == 200);
        Assert.Contains(answers.Single(a => a.Status != 200).Status, new[] { 401, 409 });
        Assert.Single(await Api.EventsAsync("team-all"), e => e.Type == "user-deactivated.v1");
        var (left, token) = answers[0].Status == 200 ? (Admin, Admin.Token) : (other, other.Token);
        (await Api.ChangeRoleAsync(left with { Token = token }, left.Id.ToString(), "customer")).AssertProblem(409, "last_admin", lastAdmin);
    }

    [Fact]
    public async Task Concurrent_deactivation_and_sign_ins_leave_no_session()
    {
        var person = await Api.NewPersonAsync();

        var signingIn = RaceTests.AtOnceAsync(20, _ => Api.SignInAsync(person.Email));
        var deactivated = await Api.SendAsync(AdminCalls.Deactivate(Admin, person.Id));
        var answers = await signingIn;

        Assert.Equal(200, deactivated.Status);
        foreach (var signedIn in answers.Where(a => a.Status == 200))
        {
            (await Api.ListAsync(person with { Token = signedIn.Member("access_token") })).AssertIsUnauthorized();
            (await Api.SendAsync(SessionCalls.Refresh(signedIn.Member("refresh_token")))).AssertInvalidRefreshToken();
        }

        Assert.All(answers, a => Assert.Contains(a.Status, new[] { 200, 403 }));
    }

    [Theory]
    [InlineData("deactivate")]
    [InlineData("reactivate")]
    public async Task An_unknown_user_is_not_found(string act)
    {
        foreach (var nobody in new[] { Guid.CreateVersion7().ToString(), "me", "1", Admin.Id.ToString("N") })
        {
            (await Api.SendAsync(Call.Post($"/users/{nobody}/{act}") with { Token = Admin.Token })).AssertProblem(
                404, "not_found", "There is no user with this id. Check the id.");
        }

        Assert.Single(await Api.EventsAsync("team-all"));
    }
}
