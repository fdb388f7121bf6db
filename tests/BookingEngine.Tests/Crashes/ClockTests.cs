using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Crashes;

/// <summary>The machine's clock jumps an hour forward, and back.</summary>
public sealed class ClockTests : FaultyMachineTests
{
    [PreloadFact]
    public async Task A_clock_that_jumps_loses_nothing_and_holds_end_by_it()
    {
        await RunAsync();
        var (before, slot) = (await HoldAsync("2036-01-01T00:00:00Z"), "2036-01-01T00:00:00Z");
        Assert.Equal("slot_unavailable", (await BookAsync(slot)).Member("code"));

        Machine.ShiftClock(TimeSpan.FromHours(1));
        Assert.Equal("hold_expired", (await BookHoldAsync(before)).Member("code"));
        Assert.Equal(201, (await BookAsync(slot)).Status);
        await RunAsync();
        var later = await HoldAsync("2036-01-01T01:00:00Z");

        Machine.ShiftClock(TimeSpan.FromHours(-1));
        Assert.Equal(201, (await BookHoldAsync(later)).Status);

        // Tokens from the future are refused, so clients sign in again or refresh.
        Assert.Equal(401, (await Program.SendAsync(Call.Get("/bookings") with { Token = Load.Clients[0].Token })).Status);
        await Load.SignInAgainAsync();
        await RunAsync();

        Machine.ShiftClock(TimeSpan.Zero);
        await RunAsync();
        await AssertNothingIsLostAsync();
        await MailCheck.AssertConfirmedAsync(Load, Path.Combine(Machine.Fixture.Data, "mail"));
        await AssertReadModelsAgreeAsync();
    }

    private Task RunAsync() => RaceTests.AtOnceAsync(Clients, async n =>
    {
        for (var i = 0; i < Requests / Clients; i++)
        {
            Assert.True(await Load.ActAsync(Load.Clients[n]));
        }

        return true;
    });

    private async Task<string> HoldAsync(string slot) =>
        (await SendAsync("/holds", new() { ["slot"] = slot, ["service_id"] = "plain", ["resource_id"] = "one", ["minutes"] = 10 })).Member("id");

    private Task<Answer> BookAsync(string slot) => SendAsync("/bookings", new() { ["slot"] = slot, ["service_id"] = "plain", ["resource_id"] = "one" });

    private Task<Answer> BookHoldAsync(string hold) => SendAsync("/bookings", new() { ["hold_id"] = hold });

    // As the administrator, who has no limits and is in no ledger.
    private async Task<Answer> SendAsync(string path, JsonObject body)
    {
        var form = Call.PostForm("/auth/token", ("username", MixedLoad.AdminEmail), ("password", MixedLoad.AdminPassword));
        var token = (await Program.SendAsync(form)).Member("access_token");
        return await Program.SendAsync(Call.PostJson(path, body.ToJsonString()) with { Token = token });
    }
}
