using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Idempotency;
using BookingEngine.Tests.Users.Sessions;

namespace BookingEngine.Tests.Users.Administration;

public sealed class ActivationTests : IAsyncLifetime, IDisposable
{
    private readonly RunningApi _api = new();
    private Person _admin = null!;

    public async Task InitializeAsync()
    {
        await _api.InitializeAsync();
        _admin = await _api.AdminAsync();
    }

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task A_deactivated_users_tokens_fail_and_no_new_ones_are_issued()
    {
        var person = await _api.NewPersonAsync();
        var second = await _api.SignInAsync(person.Email);

        var answer = await _api.SendAsync(AdminCalls.Deactivate(_admin, person.Id));

        Assert.Equal((200, "deactivated", person.Email), (answer.Status, answer.Member("status"), answer.Member("email")));
        (await _api.ListAsync(person)).AssertIsUnauthorized();
        (await _api.ListAsync(person with { Token = second.Member("access_token") })).AssertIsUnauthorized();
        (await _api.SendAsync(SessionCalls.Refresh(second.Member("refresh_token")))).AssertInvalidRefreshToken();
        (await _api.SignInAsync(person.Email)).AssertProblem(
            403, "account_deactivated", "This account is deactivated. Ask an administrator.", error: "invalid_grant");
    }

    [Fact]
    public async Task Only_the_right_password_reveals_that_an_account_is_deactivated()
    {
        var person = await _api.NewPersonAsync();
        await _api.SendAsync(AdminCalls.Deactivate(_admin, person.Id));

        (await _api.SignInAsync(person.Email, "a wrong password")).AssertProblem(401, "invalid_credentials", "Invalid credentials", error: "invalid_grant");
    }

    [Fact]
    public async Task A_reactivated_user_signs_in_with_role_and_bookings()
    {
        var person = await _api.NewPersonAsync("staff", "default");
        var slot = People.NewSlot();
        Assert.Equal(201, (await _api.BookAsync(person, slot)).Status);
        await _api.SendAsync(AdminCalls.Deactivate(_admin, person.Id));

        var answer = await _api.SendAsync(AdminCalls.Reactivate(_admin, person.Id));

        Assert.Equal((200, "active", "staff"), (answer.Status, answer.Member("status"), answer.Member("role")));
        (await _api.ListAsync(person)).AssertIsUnauthorized();
        var again = person with { Token = (await _api.SignInAsync(person.Email)).Member("access_token") };
        Assert.Equal([slot], (await _api.ListAsync(again)).SlotsOf());
    }

    [Fact]
    public async Task A_repeated_change_has_the_same_answer_and_no_event()
    {
        var person = await _api.NewPersonAsync();
        var first = await _api.SendAsync(AdminCalls.Deactivate(_admin, person.Id));

        var second = await _api.SendAsync(AdminCalls.Deactivate(_admin, person.Id));

        Assert.Equal((first.Status, first.Text), (second.Status, second.Text));
        Assert.Equal(["role-changed.v2", "user-deactivated.v1"], (await _api.EventsAsync("team-all")).Select(e => e.Type));
        await _api.SendAsync(AdminCalls.Reactivate(_admin, person.Id));
        await _api.SendAsync(AdminCalls.Reactivate(_admin, person.Id));
        Assert.Equal(3, (await _api.EventsAsync("team-all")).Length);
    }

    [Fact]
    public async Task The_last_administrator_cannot_be_deactivated_even_concurrently()
    {
        var lastAdmin = "This is the last administrator. Make another user an administrator first.";
        (await _api.SendAsync(AdminCalls.Deactivate(_admin, _admin.Id))).AssertProblem(409, "last_admin", lastAdmin);
        var other = await _api.NewPersonAsync("admin");
        _admin = await _api.AdminAsync();

        var answers = await Task.WhenAll(
            _api.SendAsync(AdminCalls.Deactivate(_admin, other.Id)), _api.SendAsync(AdminCalls.Deactivate(other, _admin.Id)));

        Assert.Single(answers, a => a.Status == 200);
        Assert.Contains(answers.Single(a => a.Status != 200).Status, new[] { 401, 409 });
        Assert.Single(await _api.EventsAsync("team-all"), e => e.Type == "user-deactivated.v1");
        var (left, token) = answers[0].Status == 200 ? (_admin, _admin.Token) : (other, other.Token);
        (await _api.ChangeRoleAsync(left with { Token = token }, left.Id.ToString(), "customer")).AssertProblem(409, "last_admin", lastAdmin);
    }

    [Fact]
    public async Task Concurrent_deactivation_and_sign_ins_leave_no_session()
    {
        var person = await _api.NewPersonAsync();

        var signingIn = RaceTests.AtOnceAsync(20, _ => _api.SignInAsync(person.Email));
        var deactivated = await _api.SendAsync(AdminCalls.Deactivate(_admin, person.Id));
        var answers = await signingIn;

        Assert.Equal(200, deactivated.Status);
        foreach (var signedIn in answers.Where(a => a.Status == 200))
        {
            (await _api.ListAsync(person with { Token = signedIn.Member("access_token") })).AssertIsUnauthorized();
            (await _api.SendAsync(SessionCalls.Refresh(signedIn.Member("refresh_token")))).AssertInvalidRefreshToken();
        }

        Assert.All(answers, a => Assert.Contains(a.Status, new[] { 200, 403 }));
    }

    [Theory]
    [InlineData("deactivate")]
    [InlineData("reactivate")]
    public async Task An_unknown_user_is_not_found(string act)
    {
        foreach (var nobody in new[] { Guid.CreateVersion7().ToString(), "me", "1", _admin.Id.ToString("N") })
        {
            (await _api.SendAsync(Call.Post($"/users/{nobody}/{act}") with { Token = _admin.Token })).AssertProblem(
                404, "not_found", "There is no user with this id. Check the id.");
        }

        Assert.Single(await _api.EventsAsync("team-all"));
    }
}
