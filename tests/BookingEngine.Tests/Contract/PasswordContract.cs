using System.Text.Json.Nodes;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Contract;

[Collection(ContractTests.Name)]
public sealed class PasswordContract(ContractApi api)
{
    [Fact]
    public async Task Recovery_answers_alike_for_known_and_unknown_addresses()
    {
        var person = await api.NewPersonAsync();

        foreach (var email in new[] { person.Email, "nobody@example.com" })
        {
            (await api.SendAsync(Call.PostJson("/auth/recover-password", new JsonObject { ["email"] = email }.ToJsonString())))
                .AssertIs(200, new JsonObject { ["msg"] = "Recovery email sent" });
        }
    }

    [Fact]
    public async Task A_reset_with_a_wrong_token_is_refused_in_body_and_query()
    {
        var body = await api.SendAsync(Call.PostJson("/auth/reset-password", """{"token":"wrong","new_password":"battery staple"}"""));
        var query = await api.SendAsync(Call.Post("/auth/reset-password?token=wrong&new_password=battery%20staple"));

        body.AssertProblem(400, "invalid_reset_token", "Invalid or expired token");
        query.AssertProblem(400, "invalid_reset_token", "Invalid or expired token");
    }

    [Fact]
    public async Task The_pages_of_links_in_mails_need_no_key()
    {
        var form = await api.SendAsync(Call.Get("/reset-password?token=x") with { Key = null });
        var posted = await api.SendAsync(Call.PostForm("/reset-password", ("token", "x"), ("new_password", "battery staple")) with { Key = null });

        Assert.Equal((200, "text/html; charset=utf-8", "no-referrer"), (form.Status, form.Header("Content-Type"), form.Header("Referrer-Policy")));
        Assert.Equal((400, "text/html; charset=utf-8"), (posted.Status, posted.Header("Content-Type")));
    }

    [Fact]
    public async Task A_password_is_changed_with_the_old_one()
    {
        var person = await api.NewPersonAsync();

        (await ChangeAsync(person, "wrong")).AssertProblem(400, "old_password_incorrect", "Old password incorrect");
        (await ChangeAsync(person, person.Password)).AssertIs(200, new JsonObject { ["msg"] = "Password changed successfully" });

        Assert.Equal((401, 200), ((await api.SignInAsync(person.Email)).Status, (await api.SignInAsync(person.Email, "battery staple")).Status));
    }

    [Fact]
    public async Task Failed_sign_ins_of_an_account_are_limited()
    {
        var person = await api.NewPersonAsync();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(401, (await api.SignInAsync(person.Email, "wrong password")).Status);
        }

        var answer = await api.SignInAsync(person.Email);

        Assert.Equal((429, "too_many_requests"), (answer.Status, answer.Member("code")));
        Assert.InRange(int.Parse(answer.Header("Retry-After")!, null), 1, 3600);
    }

    private Task<Answer> ChangeAsync(Person person, string old) => api.SendAsync(Call.PutJson(
        "/users/me/password", new JsonObject { ["old_password"] = old, ["new_password"] = "battery staple" }.ToJsonString()) with
    { Token = person.Token });
}
