using System.Text.Json.Nodes;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;
using MimeKit;

namespace BookingEngine.Tests.Erasure;

/// <summary>Requests that erase, one method each.</summary>
internal static class ErasureCalls
{
    public static Call Own(Person person, string? password = null) =>
        Call.PostJson("/users/me", new JsonObject { ["password"] = password ?? person.Password }.ToJsonString()) with { Method = "DELETE", Token = person.Token };

    public static Call Of(Person by, string user) => new("DELETE", $"/users/{user}") { Token = by.Token };

    public static Call Ask(string manageToken) => Call.Post("/manage/booking/erase") with { Token = manageToken };

    public static Call Button(string manageToken) => Call.PostForm("/manage/erase", ("token", manageToken)) with { Key = null };

    public static Call Submit(string token) => Call.PostForm("/erase-data", ("token", token)) with { Key = null };

    public static Call AskForExport(string manageToken) => Call.Post("/manage/booking/export") with { Token = manageToken };

    public static Call Export(string token) => Call.PostForm("/export-data", ("token", token)) with { Key = null };

    /// <summary>The token of the link in the mail about erasure to the guest.</summary>
    public static Task<string> ErasureTokenAsync(this RunningApi api, string email) => api.LinkTokenAsync(email, "Erase your data", "/erase-data?token=");

    /// <summary>The token of the link in the newest mail with the guest's data.</summary>
    public static Task<string> ExportTokenAsync(this RunningApi api, string email) => api.LinkTokenAsync(email, "Your data", "/export-data?token=");

    private static async Task<string> LinkTokenAsync(this RunningApi api, string email, string subject, string path)
    {
        MimeMessage? mail = null;
        await Mailbox.WaitAsync(() =>
        {
            api.AdvanceOneSecond();
            mail = api.MailsTo(email).LastOrDefault(m => m.Subject == subject);
            return Task.FromResult(mail is not null);
        });
        return mail!.TextBody!.Split(path)[1].Split('\r', '\n')[0];
    }
}
