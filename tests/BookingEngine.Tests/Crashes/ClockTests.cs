using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Processes;

namespace BookingEngine.Tests.Crashes;

/// <summary>The machine's clock jumps an hour forward, and back.</summary>
public sealed class ClockTests : IAsyncLifetime
{
    private const int Clients = 4, Requests = 40;
    private readonly FaultyMachine? _machine = FaultyMachine.CanCompile ? new() : null;
    private RunningProgram _program = null!;
    private MixedLoad _load = null!;

    public async Task InitializeAsync()
    {
        if (_machine is not null)
        {
            _program = await _machine.ServeAsync();
            _load = new MixedLoad(async call => await _program.SendAsync(call), seed: 1, Clients);
            await _load.BuildAsync();
        }
    }

    public Task DisposeAsync()
    {
        _machine?.Dispose();
        return Task.CompletedTask;
    }

    [PreloadFact]
    public async Task A_clock_that_jumps_loses_nothing_and_holds_end_by_it()
    {
        await RunAsync();
        var (before, slot) = (await HoldAsync("2036-01-01T00:00:00Z"), "2036-01-01T00:00:00Z");
        Assert.Equal("slot_unavailable", (await BookAsync(slot)).Member("code"));

        _machine!.ShiftClock(TimeSpan.FromHours(1));
        Assert.Equal("hold_expired", (await BookHoldAsync(before)).Member("code"));
        Assert.Equal(201, (await BookAsync(slot)).Status);
        await RunAsync();
        var later = await HoldAsync("2036-01-01T01:00:00Z");

        _machine.ShiftClock(TimeSpan.FromHours(-1));
        Assert.Equal(201, (await BookHoldAsync(later)).Status);

        // Tokens from the future are refused, so clients sign in again or refresh.
        Assert.Equal(401, (await _program.SendAsync(Call.Get("/bookings") with { Token = _load.Clients[0].Token })).Status);
        await _load.SignInAgainAsync();
        await RunAsync();

        _machine.ShiftClock(TimeSpan.Zero);
        await RunAsync();
        Assert.Empty(await LedgerCheck.FindingsAsync(_load));
        await MailCheck.AssertConfirmedAsync(_load, Path.Combine(_machine.Fixture.Data, "mail"));
        await _program.StopAsync();
        var (code, lines, _) = await _machine.Fixture.RunAsync(_machine.Fixture.Known, "check");
        Assert.EndsWith(", 0 documents differ", lines[^1], StringComparison.Ordinal);
        Assert.Equal(0, code);
    }

    private Task RunAsync() => RaceTests.AtOnceAsync(Clients, async n =>
    {
        for (var i = 0; i < Requests / Clients; i++)
        {
            Assert.True(await _load.ActAsync(_load.Clients[n]));
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
        var token = (await _program.SendAsync(form)).Member("access_token");
        return await _program.SendAsync(Call.PostJson(path, body.ToJsonString()) with { Token = token });
    }
}
