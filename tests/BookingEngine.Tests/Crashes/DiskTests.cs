using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Crashes;

/// <summary>The embedded store on a disk that is full, fails or is slow.</summary>
public sealed class DiskTests : FaultyMachineTests
{
    protected override Task BeginAsync() => RunAsync(Requests);

    [PreloadTheory]
    [InlineData(Disk.Full)]
    [InlineData(Disk.FailingSync)]
    public async Task While_the_disk_fails_writes_are_503_and_afterwards_all_is_back(Disk disk)
    {
        Machine.Set(disk);
        foreach (var call in Writes())
        {
            (await Program.SendAsync(call)).AssertUnavailable();
        }

        Assert.Equal(200, (await Program.SendAsync(Call.Get("/bookings") with { Token = Load.Clients[0].Token })).Status);
        await RunAsync(Requests);
        Assert.True(Machine.Faults > 0);

        Machine.Set(Disk.Normal);
        await RunAsync(Requests);
        await AssertNothingIsLostAsync();
        await Program.KillAsync();
        Program = await Machine.ServeAsync();
        await RunAsync(Requests);
        await AssertNothingIsLostAsync();
        await AssertReadModelsAgreeAsync();
    }

    [PreloadFact]
    public async Task A_process_killed_on_a_full_disk_starts_again_with_all_that_was_answered()
    {
        Machine.Set(Disk.Full);
        await RunAsync(Requests);
        await Program.KillAsync();
        Machine.Set(Disk.Normal);

        Program = await Machine.ServeAsync();

        await RunAsync(Requests);
        await AssertNothingIsLostAsync();
        await AssertReadModelsAgreeAsync();
    }

    [PreloadFact]
    public async Task On_a_slow_disk_all_is_answered()
    {
        Machine.Set(Disk.SlowSync);

        await RunAsync(Requests);

        Assert.Equal(0, Load.Clients.Sum(c => c.Ledger.UnknownBookings));
        Assert.True(Machine.Faults > 0);
        await AssertNothingIsLostAsync();
    }

    // One of each kind that writes.
    private IEnumerable<Call> Writes()
    {
        var client = Load.Clients[0];
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
            await Load.ActAsync(Load.Clients[n]);
        }

        return true;
    });
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
