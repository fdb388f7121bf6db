using System.Text.Json.Nodes;
using BookingEngine.Functions.Users.Passwords;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Recovery;

public sealed class ChangePasswordTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task The_callers_session_survives_and_every_other_ends()
    {
        var person = await api.NewPersonAsync();
        var other = (await api.SignInAsync(person.Email)).Member("access_token");

        var changed = await ChangeAsync(person, People.Password, Mailbox.NewPassword);

        changed.AssertIs(200, new JsonObject { ["msg"] = "Password changed successfully" });
        Assert.Equal(200, (await api.ListAsync(person)).Status);
        (await api.ListAsync(person with { Token = other })).AssertIsUnauthorized();
        Assert.Equal(401, (await api.SignInAsync(person.Email)).Status);
        Assert.Equal(200, (await api.SignInAsync(person.Email, Mailbox.NewPassword)).Status);
        Assert.Equal(["user-registered.v1", "password-changed.v1"], (await api.EventsAsync($"user-{person.Id}")).Select(e => e.Type));
    }

    [Theory]
    [InlineData("wrong password")]
    [InlineData("")]
    [InlineData("Correct Horse")]
    [InlineData("correct horse ")]
    public async Task A_wrong_old_password_changes_nothing(string old)
    {
        var person = await api.NewPersonAsync();

        (await ChangeAsync(person, old, Mailbox.NewPassword)).AssertProblem(400, "old_password_incorrect", "Old password incorrect");

        Assert.Equal(200, (await api.SignInAsync(person.Email)).Status);
        Assert.Equal(["user-registered.v1"], (await api.EventsAsync($"user-{person.Id}")).Select(e => e.Type));
    }

    [Theory]
    [InlineData("{}", "is required", "is required")]
    [InlineData("""{"old_password":1,"new_password":[]}""", "must be a text", "must be a text")]
    [InlineData("""{"old_password":"correct horse","new_password":"7 chars"}""", null, "must have 8 to 128 characters")]
    [InlineData("""{"new_password":"battery staple"}""", "is required", null)]
    public async Task All_invalid_fields_are_named(string json, string? old, string? next)
    {
        var person = await api.NewPersonAsync();

        var answer = await api.SendAsync(Call.PostJson("/users/me/password", json) with { Method = "PUT", Token = person.Token });

        (string, string?)[] errors = [("new_password", next), ("old_password", old)];
        answer.AssertInvalidFields([.. errors.Where(e => e.Item2 is not null).Select(e => (e.Item1, e.Item2!))]);
        Assert.Equal(200, (await api.SignInAsync(person.Email)).Status);
    }

    [Fact]
    public async Task Of_two_concurrent_changes_with_the_old_password_one_succeeds()
    {
        foreach (var _ in Enumerable.Range(0, 5))
        {
            var person = await api.NewPersonAsync();
            var second = person with { Token = (await api.SignInAsync(person.Email)).Member("access_token") };

            var answers = await Task.WhenAll(
                Task.Run(() => ChangeAsync(person, People.Password, "password of one")),
                Task.Run(() => ChangeAsync(second, People.Password, "password of two")));

            var (one, two) = (await api.SignInAsync(person.Email, "password of one"), await api.SignInAsync(person.Email, "password of two"));
            Assert.Single(answers, a => a.Status == 200);
            Assert.Equal(answers.Select(a => a.Status == 200), new[] { one, two }.Select(a => a.Status == 200));
            Assert.Equal(2, (await api.EventsAsync($"user-{person.Id}")).Length);
        }
    }

    private Task<Answer> ChangeAsync(Person person, string old, string next) => api.SendAsync(
        RequestJson.Put("/users/me/password", new ChangePasswordRequest(old, next)) with { Token = person.Token });
}
