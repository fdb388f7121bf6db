using System.Diagnostics;
using System.Runtime.CompilerServices;
using BookingEngine.Functions.Users.Passwords;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace BookingEngine.Tests.Recovery;

/// <summary>Password recovery from the user's view: the request, the mail and its link.</summary>
public static class Mailbox
{
    public const string NewPassword = "battery staple";
    private const string LinkStart = $"{RunningApi.Issuer}/reset-password?token=";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static string DataFolder(this RunningApi api) => api.Services.GetRequiredService<Settings>().DataFolder;

    public static Task<Answer> RecoverAsync(this RunningApi api, string email) =>
        api.SendAsync(RequestJson.Post("/auth/recover-password", new RecoverPasswordRequest(RequestJson.Email(email))));

    public static Task<Answer> ResetAsync(this RunningApi api, string token, string password = NewPassword) => api.SendAsync(
        RequestJson.Post("/auth/reset-password", new ResetPasswordRequest(token, password)));

    public static Task<Answer> SubmitAsync(this RunningApi api, string token, string password = NewPassword) =>
        api.SendAsync(Call.PostForm("/reset-password", ("token", token), ("new_password", password)) with { Key = null });

    /// <summary>Requests a reset, waits for its mail and returns the token of the link. The token's hour starts at the call.</summary>
    public static async Task<string> NewTokenAsync(this RunningApi api, Person person)
    {
        var (mails, requests) = (api.MailsTo(person.Email).Length, await api.CountRequestsAsync(person));
        Assert.Equal(200, (await api.RecoverAsync(person.Email)).Status);
        await WaitAsync(async () => await api.CountRequestsAsync(person) > requests);
        return TokenIn((await api.WaitForMailsAsync(person.Email, mails + 1))[^1]);
    }

    /// <summary>The mails to the address, oldest first, apart from those that tell of a changed password.</summary>
    public static MimeMessage[] MailsTo(this RunningApi api, string email) =>
        [.. api.AllMailsTo(email).Where(mail => mail.Subject != "Your password has changed")];

    /// <summary>All mails to the address, oldest first.</summary>
    public static MimeMessage[] AllMailsTo(this RunningApi api, string email)
    {
        var folder = new DirectoryInfo(Path.Combine(api.DataFolder(), "mail"));
        var files = folder.Exists ? folder.GetFiles("*.eml") : [];
        return [.. files.OrderBy(f => f.LastWriteTimeUtc).Select(f => MimeMessage.Load(f.FullName)).Where(m => m.To.Mailboxes.Single().Address == email)];
    }

    /// <summary>Waits until exactly this number of mails to the address has arrived. The API's clock advances meanwhile, because the pipeline wakes
    /// at most once a second.</summary>
    public static async Task<MimeMessage[]> WaitForMailsAsync(this RunningApi api, string email, int count)
    {
        await WaitAsync(() =>
        {
            api.AdvanceOneSecond();
            return Task.FromResult(api.MailsTo(email).Length >= count);
        });
        var mails = api.MailsTo(email);
        Assert.Equal(count, mails.Length);
        return mails;
    }

    public static string TokenIn(MimeMessage mail)
    {
        var link = mail.TextBody!.ReplaceLineEndings("\n").Split("\n").Single(line => line.StartsWith(LinkStart, StringComparison.Ordinal));
        return link[LinkStart.Length..];
    }

    /// <summary>Lets a second pass: a session that starts at the instant of a reset would end with the others.</summary>
    public static void AdvanceOneSecond(this RunningApi api) => api.Clock.Advance(TimeSpan.FromSeconds(1));

    public static void AssertInvalidToken(this Answer answer) =>
        answer.AssertProblem(400, "invalid_reset_token", "Invalid or expired token");

    private static async Task<int> CountRequestsAsync(this RunningApi api, Person person) =>
        (await api.EventsAsync($"user-{person.Id}")).Count(e => e.Type == "password-reset-requested.v1");

    /// <summary>Polls until the condition holds. Fails if it never does, and names it.</summary>
    /// <param name="within">Null for <see cref="Timeouts.Wait"/>.</param>
    public static async Task WaitAsync(
        Func<Task<bool>> isThere, TimeSpan? within = null, [CallerArgumentExpression(nameof(isThere))] string condition = "", [CallerMemberName] string caller = "")
    {
        var (waiting, longest) = (Stopwatch.StartNew(), within ?? Timeouts.Wait);
        while (!await isThere())
        {
            if (waiting.Elapsed >= longest)
            {
                Assert.Fail($"{caller} waited {longest} in vain for: {condition}");
            }

            await Task.Delay(Pause);
        }
    }
}
