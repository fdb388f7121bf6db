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

    /// <summary>The token of the link in the mail about erasure to the guest.</summary>
    public static async Task<string> ErasureTokenAsync(this RunningApi api, string email)
    {
        MimeMessage? mail = null;
        await Mailbox.WaitAsync(() =>
        {
            api.AdvanceOneSecond();
            mail = api.MailsTo(email).FirstOrDefault(m => m.Subject == "Erase your data");
            return Task.FromResult(mail is not null);
        });
        return mail!.TextBody!.Split("/erase-data?token=")[1].Split('\r', '\n')[0];
    }
}
