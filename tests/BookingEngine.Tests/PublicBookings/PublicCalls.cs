using System.Text.Json.Nodes;
using BookingEngine.Notifications;
using BookingEngine.Pipeline;
using BookingEngine.Tests.Branding;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace BookingEngine.Tests.PublicBookings;

/// <summary>Requests of visitors without an account, one method each.</summary>
internal static class PublicCalls
{
    public static async Task OpenAsync(this RunningApi api, string booking) =>
        Assert.Equal(200, (await api.PutBrandAsync(new() { ["booking"] = booking })).Status);

    public static Task<Answer> PublicHoldAsync(this RunningApi api, string slot, params (string Name, JsonNode? Value)[] fields) =>
        api.SendAsync(Call.PostJson("/public/holds", With(new() { ["slot"] = slot }, fields).ToJsonString()));

    public static async Task<string> HeldAsync(this RunningApi api, string slot, params (string Name, JsonNode? Value)[] fields)
    {
        var held = await api.PublicHoldAsync(slot, fields);
        Assert.Equal(201, held.Status);
        return held.Member("token");
    }

    public static Task<Answer> ExtendAsync(this RunningApi api, string token) => api.SendAsync(Call.Post($"/public/holds/{token}/extend"));

    public static Task<Answer> SubmitAsync(this RunningApi api, string token, string email, params (string Name, JsonNode? Value)[] fields) =>
        api.SendAsync(Call.PostJson(
            "/public/bookings", With(new() { ["token"] = token, ["name"] = "Grace Marker", ["email"] = email }, fields).ToJsonString()));

    /// <summary>The token of the link in the newest mail that asks to confirm a booking.</summary>
    public static async Task<string> ConfirmationTokenAsync(this RunningApi api, string email, int mails = 1) =>
        TokenIn((await api.WaitForMailsAsync(email, mails))[^1], "/confirm-booking?token=");

    public static string TokenIn(MimeMessage mail, string path) => mail.TextBody!.Split(path)[1].Split('\r', '\n')[0];

    public static Task<Answer> ConfirmAsync(this RunningApi api, string token) =>
        api.SendAsync(Call.PostForm("/confirm-booking", ("token", token)) with { Key = null });

    /// <summary>Waits until every event is handled and every mail is sent.</summary>
    public static Task SettleMailsAsync(this RunningApi api) => Mailbox.WaitAsync(async () =>
    {
        api.AdvanceOneSecond();
        return !await api.Services.GetRequiredService<Sweep>().FindLaggingAsync(since: null, CancellationToken.None).AnyAsync()
            && await api.Services.GetRequiredService<DeliverySweep>().FindNextAsync(CancellationToken.None) is null;
    });

    /// <summary>All bookings, as an administrator sees them.</summary>
    public static async Task<JsonArray> AllBookingsAsync(this RunningApi api) =>
        (await api.GetAsync(await api.AdminAsync(), "/bookings?scope=all")).Json["bookings"]!.AsArray();

    private static JsonObject With(JsonObject body, (string Name, JsonNode? Value)[] fields)
    {
        foreach (var (name, value) in fields)
        {
            body[name] = value;
        }

        return body;
    }
}
