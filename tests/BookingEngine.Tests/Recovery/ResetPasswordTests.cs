using System.Text.Json.Nodes;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Recovery;

/// <summary>From the request to the new password, with each of the three forms.</summary>
public sealed class ResetPasswordTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task The_mail_addresses_the_user_by_name_and_has_the_link()
    {
        var person = await api.NewPersonAsync();
        await api.VerifyAsync(person.Id);

        var answer = await api.RecoverAsync(person.Email.ToUpperInvariant());
        var mail = (await api.WaitForMailsAsync(person.Email, 1)).Single();

        answer.AssertIs(200, new JsonObject { ["msg"] = "Recovery email sent" });
        var link = $"{RunningApi.Issuer}/reset-password?token={Mailbox.TokenIn(mail)}";
        Assert.Equal(("Reset your password", "Ada Lovelace"), (mail.Subject, mail.To.Mailboxes.Single().Name));
        Assert.Equal(
            $"""
            Hello Ada Lovelace,

            we were asked to reset the password of your account. Choose a new one with this link within the next hour:

            {link}

            If it was not you who asked, you need do nothing: your password stays as it is.

            """.ReplaceLineEndings("\n"),
            mail.TextBody!.ReplaceLineEndings("\n"));
        Assert.Equal(2, mail.HtmlBody!.Split($"href=\"{link}\"").Length - 1);
    }

    [Fact]
    public Task A_token_in_json_sets_the_password_once() => AssertResetsOnceAsync(
        token => api.ResetAsync(token), done => done.AssertIs(200, new JsonObject { ["msg"] = "Password updated" }), again => again.AssertInvalidToken());

    [Fact]
    public Task A_token_in_the_query_sets_the_password_once() => AssertResetsOnceAsync(
        token => api.SendAsync(Call.Post($"/auth/reset-password?token={token}&new_password={Uri.EscapeDataString(Mailbox.NewPassword)}")),
        done => done.AssertIs(200, new JsonObject { ["msg"] = "Password updated" }),
        again => again.AssertInvalidToken());

    [Fact]
    public Task A_token_in_the_form_of_the_page_sets_the_password_once() => AssertResetsOnceAsync(
        token => api.SubmitAsync(token),
        done => AssertPage(done, 200, "Your password is changed"),
        again => AssertPage(again, 400, "This link no longer works"));

    [Fact]
    public async Task Of_20_concurrent_resets_with_one_token_one_succeeds()
    {
        var person = await api.NewPersonAsync();
        var token = await api.NewTokenAsync(person);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(() => api.ResetAsync(token, $"new password {n}"))));

        var done = Assert.Single(answers, a => a.Status == 200);
        var refused = answers.Where(a => a != done).ToList();
        Assert.All(refused, a => a.AssertInvalidToken());
        Assert.Equal(19, refused.Count);
        var works = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => api.SignInAsync(person.Email, $"new password {n}")));
        Assert.Equal([Array.IndexOf(answers, done)], Enumerable.Range(0, 20).Where(n => works[n].Status == 200));
    }

    [Fact]
    public async Task An_invalid_new_password_leaves_the_token_valid()
    {
        var person = await api.NewPersonAsync();
        var token = await api.NewTokenAsync(person);

        (await api.ResetAsync(token, "7 chars")).AssertInvalidFields(("new_password", "must have 8 to 128 characters"));
        AssertPage(await api.SubmitAsync(token, new string('x', 129)), 422, "Choose a new password");
        var half = await api.SendAsync(Call.Post($"/auth/reset-password?token={token}"));
        half.AssertInvalidFields(("new_password", "is required"));

        Assert.Equal(200, (await api.ResetAsync(token)).Status);
    }

    private async Task AssertResetsOnceAsync(Func<string, Task<Answer>> reset, Action<Answer> assertDone, Action<Answer> assertRefused)
    {
        var person = await api.NewPersonAsync();
        var second = await api.SignInAsync(person.Email);
        var token = await api.NewTokenAsync(person);

        assertDone(await reset(token));
        assertRefused(await reset(token));

        (await api.ListAsync(person)).AssertIsUnauthorized();
        (await api.ListAsync(person with { Token = second.Member("access_token") })).AssertIsUnauthorized();
        Assert.Equal(401, (await api.SignInAsync(person.Email)).Status);
        api.AdvanceOneSecond();
        var signedIn = await api.SignInAsync(person.Email, Mailbox.NewPassword);
        Assert.Equal(200, (await api.ListAsync(person with { Token = signedIn.Member("access_token") })).Status);
        Assert.Equal(
            ["user-registered.v1", "password-reset-requested.v1", "password-reset.v1"],
            (await api.EventsAsync($"user-{person.Id}")).Select(e => e.Type));
    }

    private static void AssertPage(Answer answer, int status, string title)
    {
        Assert.Equal((status, "text/html; charset=utf-8"), (answer.Status, answer.Header("Content-Type")));
        Assert.Contains($"<h1>{title}</h1>", answer.Text, StringComparison.Ordinal);
    }
}
