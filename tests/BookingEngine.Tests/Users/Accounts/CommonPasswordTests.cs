using System.Text.Json.Nodes;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;
using BookingEngine.Users;

namespace BookingEngine.Tests.Users.Accounts;

/// <summary>Passwords that everybody tries first are refused wherever one is chosen.</summary>
public sealed class CommonPasswordTests(RunningApi api) : IClassFixture<RunningApi>
{
    private const string IsCommon = "must not be one of the most common passwords";

    [Theory]
    [InlineData("password")]
    [InlineData("12345678")]
    [InlineData("PassWord1")]
    [InlineData("qwertyuiop")]
    [InlineData("aaaaaaaaaa")]
    [InlineData("87654321")]
    [InlineData("abcdefghij")]
    public async Task A_common_password_is_refused_wherever_one_is_chosen(string password)
    {
        var person = await api.NewPersonAsync();
        (await api.RegisterAsync(People.NewAddress(), password)).AssertInvalidFields(("password", IsCommon));
        (await ChangeAsync(person, password)).AssertInvalidFields(("new_password", IsCommon));
        var token = await api.NewTokenAsync(person);
        (await api.ResetAsync(token, password)).AssertInvalidFields(("new_password", IsCommon));
        (await api.SendAsync(Call.Post($"/auth/reset-password?token={token}&new_password={password}"))).AssertInvalidFields(("new_password", IsCommon));
        Assert.Equal(422, (await api.SubmitAsync(token, password)).Status);
        Assert.Equal(200, (await api.ResetAsync(token, "correct horse battery")).Status);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData(" {0} ")]
    [InlineData("{1}")]
    public async Task The_own_mail_address_is_refused_wherever_a_password_is_chosen(string format)
    {
        var person = await api.NewPersonAsync();
        var password = string.Format(null, format, person.Email.ToUpperInvariant(), person.Email.Split('@')[0]);
        Assert.True(password.Length >= PasswordRules.Minimum, password);
        var token = await api.NewTokenAsync(person);

        foreach (var answer in new[] { await ChangeAsync(person, password), await api.ResetAsync(token, password) })
        {
            Assert.Equal((422, "password_is_address"), (answer.Status, answer.Member("code")));
        }

        Assert.Equal(422, (await api.SubmitAsync(token, password)).Status);
        (await api.RegisterAsync($"{person.Email}.net", $"{person.Email}.NET")).AssertInvalidFields(("password", "must not be the mail address"));
    }

    [Theory]
    [InlineData("correct horse")]
    [InlineData("tiger under stairs")]
    [InlineData("x7!Kq0mz")]
    public void Any_other_password_is_accepted(string password) => Assert.Null(PasswordRules.ErrorOf(password));

    private Task<Answer> ChangeAsync(Person person, string password) => api.SendAsync(
        Call.PutJson("/users/me/password", new JsonObject { ["old_password"] = person.Password, ["new_password"] = password }.ToJsonString()) with
        {
            Token = person.Token,
        });
}
