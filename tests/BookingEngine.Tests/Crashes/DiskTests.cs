using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Processes;

namespace BookingEngine.Tests.Crashes;

/// <summary>The embedded store on a disk that is full, fails or is slow.</summary>
public sealed class DiskTests : IAsyncLifetime
{
    private const int Clients = 8, Requests = 40;
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
            await RunAsync(Requests);
        }
    }

    public Task DisposeAsync()
    {
        _machine?.Dispose();
        return Task.CompletedTask;
    }

    [PreloadTheory]
    [InlineData(Disk.Full)]
    [InlineData(Disk.FailingSync)]
    public async Task While_the_disk_fails_writes_are_503_and_afterwards_all_is_back(Disk disk)
    {
        _machine!.Set(disk);
        foreach (var call in Writes())
        {
            (await _program.SendAsync(call)).AssertUnavailable();
        }

        Assert.Equal(200, (await _program.SendAsync(Call.Get("/bookings") with { Token = _load.Clients[0].Token })).Status);
        await RunAsync(Requests);
        Assert.True(_machine.Faults > 0);

        _machine.Set(Disk.Normal);
        await RunAsync(Requests);
        await AssertNothingIsLostAsync();
        await _program.KillAsync();
        _program = await _machine.ServeAsync();
        await RunAsync(Requests);
        await AssertNothingIsLostAsync();
        await AssertReadModelsAgreeAsync();
    }

    [PreloadFact]
    public async Task A_process_killed_on_a_full_disk_starts_again_with_all_that_was_answered()
    {
        _machine!.Set(Disk.Full);
        await RunAsync(Requests);
        await _program.KillAsync();
        _machine.Set(Disk.Normal);

        _program = await _machine.ServeAsync();

        await RunAsync(Requests);
        await AssertNothingIsLostAsync();
        await AssertReadModelsAgreeAsync();
    }

    [PreloadFact]
    public async Task On_a_slow_disk_all_is_answered()
    {
        _machine!.Set(Disk.SlowSync);

        await RunAsync(Requests);

        Assert.Equal(0, _load.Clients.Sum(c => c.Ledger.UnknownBookings));
        Assert.True(_machine.Faults > 0);
        await AssertNothingIsLostAsync();
    }

    // One of each kind that writes.
    private IEnumerable<Call> Writes()
    {
        var client = _load.Clients[0];
        var booked = client.Ledger.Entries[0];
        yield return Call.PostJson("/auth/register", """{"email":"late@example.com","password":"correct horse","full_name":"Late"}""");
        yield return Call.PostForm("/auth/token", ("username", client.Email), ("password", People.Password));
        foreach (var (path, body) in new[] { ("/bookings", "2036-01-01T00:00:00Z"), ("/holds", "2036-01-01T01:00:00Z") })
        {
            yield return Call.PostJson(path, new JsonObject { ["slot"] = body }.ToJsonString()) with { Token = client.Token };
        }

        yield return Call.PostJson($"/bookings/{booked.Id}/reschedule", """{"slot":"2036-01-01T02:00:00Z"}""") with { Token = client.Token };
        yield return Call.PutJson("/users/me", """{"full_name":"Grace"}""") with { Token = client.Token };
    }

    private Task RunAsync(int requests) => RaceTests.AtOnceAsync(Clients, async n =>
    {
        for (var i = n; i < requests; i += Clients)
        {
            await _load.ActAsync(_load.Clients[n]);
        }

        return true;
    });

    private async Task AssertNothingIsLostAsync() => Assert.Empty(await LedgerCheck.FindingsAsync(_load));

    private async Task AssertReadModelsAgreeAsync()
    {
        await _program.StopAsync();
        var (code, lines, errors) = await _machine!.Fixture.RunAsync(_machine.Fixture.Known, "check");
        Assert.EndsWith(", 0 documents differ", lines[^1], StringComparison.Ordinal);
        Assert.Equal((0, 0), (code, errors.Length));
    }
}

internal static class Unavailable
{
    /// <summary>Asserts the answer that tells a client to come back later.</summary>
    public static void AssertUnavailable(this Answer answer)
    {
        Assert.Equal((503, "store_unavailable"), (answer.Status, answer.Text.Length > 0 ? answer.Member("code") : ""));
        Assert.NotNull(answer.Header("Retry-After"));
    }
}
