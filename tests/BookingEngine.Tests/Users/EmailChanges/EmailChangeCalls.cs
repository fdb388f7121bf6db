using System.Text.Json.Nodes;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;
using MimeKit;

namespace BookingEngine.Tests.Users.EmailChanges;

/// <summary>A change of address from the user's view: the request, the mail and its link.</summary>
internal static class EmailChangeCalls
{
    private const string LinkStart = $"{RunningApi.Issuer}/change-email?token=";

    public static Task<Answer> ChangeEmailAsync(this RunningApi api, Person person, string email, string password = People.Password) => api.SendAsync(
        Call.PutJson("/users/me/email", new JsonObject { ["email"] = email, ["password"] = password }.ToJsonString()) with { Token = person.Token });

    /// <summary>Requests a change, waits for the mail to the new address and returns the token of its link.</summary>
    public static async Task<string> NewChangeAsync(this RunningApi api, Person person, string email)
    {
        var before = api.LinksTo(email);
        Assert.Equal(202, (await api.ChangeEmailAsync(person, email)).Status);
        await Mailbox.WaitAsync(() =>
        {
            api.AdvanceOneSecond();
            return Task.FromResult(api.LinksTo(email).Length > before.Length);
        });
        return Assert.Single(api.LinksTo(email).Except(before));
    }

    public static Task<Answer> ConfirmChangeAsync(this RunningApi api, string token, string password = People.Password) =>
        api.SendAsync(Call.PostForm("/change-email", ("token", token), ("password", password)) with { Key = null });

    public static async Task<string> EmailOfAsync(this RunningApi api, Person person) =>
        (await api.SendAsync(Call.Get("/users/me") with { Token = person.Token })).Member("email");

    private static string[] LinksTo(this RunningApi api, string email) =>
        [.. api.MailsTo(email).Where(mail => mail.Subject == "Confirm your new mail address").Select(TokenIn)];

    public static string TokenIn(MimeMessage mail) =>
        mail.TextBody!.ReplaceLineEndings("\n").Split("\n").Single(line => line.StartsWith(LinkStart, StringComparison.Ordinal))[LinkStart.Length..];

    public static void AssertIsPage(this Answer answer, int status, string title)
    {
        Assert.Equal((status, "text/html; charset=utf-8"), (answer.Status, answer.Header("Content-Type")));
        Assert.Contains($"<h1>{title}</h1>", answer.Text, StringComparison.Ordinal);
    }

    public static void AssertIsRefusedPage(this Answer answer) => answer.AssertIsPage(400, "This link no longer works");
}
