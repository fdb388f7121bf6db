using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Mongo;
using BookingEngine.Tests.MongoStandIn;
using BookingEngine.Tests.Processes;
using Xunit.Abstractions;

namespace BookingEngine.Tests.Crashes;

/// <summary>The real process is killed again and again under mixed load. Afterwards nothing that was answered is lost, and nothing is double. <c>KILLS</c>
/// sets how often on each store, <c>KILL_SEED</c> the seed.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>So many that most writes share their durable write with others.</summary>
    private const int Clients = 16;

    private const int FewKills = 5;
    private static readonly int Kills = TestVariable.Whole("KILLS", FewKills), Seed = TestVariable.Whole("KILL_SEED", 1);
    private readonly ProgramFixture _fixture = new();
    private RunningProgram? _program;
    private int _answered;

    /// <summary>The embedded store and the pay-per-use default of <c>infra</c>. A long run has a replica set as well.</summary>
    public static TheoryData<string> Stores => Kills > FewKills ? ["embedded", "CosmosRu", "ReplicaSet"] : ["embedded", "CosmosRu"];

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Kills_under_mixed_load_lose_and_double_nothing(string store)
    {
        await using var server = store == "embedded" ? null : new StandInServer(MongoEngine.Named(store).Behaviour!);
        server?.Start();
        (string, string)[] settings =
        [
            .. _fixture.Known, ("ADMIN_EMAIL", MixedLoad.AdminEmail), ("ADMIN_PASSWORD", MixedLoad.AdminPassword),
            .. server is null ? [] : new[] { ("MONGODB_URI", server.Uri), ("JWT_SECRET_KEY", RunningApi.JwtSecret) },
        ];
        var random = new Random(Seed);
        var load = new MixedLoad(TrySendAsync, Seed, Clients);
        for (var kill = 1; kill <= Kills; kill++)
        {
            _program = await _fixture.ServeAsync(settings);
            if (kill == 1)
            {
                await load.BuildAsync();
            }

            await LoadUntilKilledAsync(load, answers: random.Next(20, 120));
        }

        // What waits for a timer after a kill, such as a mail whose message was lost, is due at this start.
        _program = await _fixture.ServeAsync([.. settings, .. FaultyMachine.Later(_fixture, MailCheck.LongestRecovery)]);
        var findings = await LedgerCheck.FindingsAsync(load);
        Assert.True(findings.Count == 0, $"KILL_SEED={Seed}: {string.Join("\n", findings)}");
        await MailCheck.AssertConfirmedAsync(load, Path.Combine(_fixture.Data, "mail"));
        await _program.StopAsync();
        var (code, lines, errors) = await _fixture.RunAsync(settings, "check");
        Assert.EndsWith(", 0 documents differ", lines[^1], StringComparison.Ordinal);
        Assert.Equal((0, 0), (code, errors.Length));
        Assert.Empty(server?.Complaints ?? []);
        output.WriteLine(
            $"KILL_SEED={Seed}: {store}: {Kills} kills, {_answered} answers, {load.Clients.Sum(c => c.Ledger.Entries.Count)} bookings answered, "
            + $"{load.Clients.Sum(c => c.Ledger.UnknownBookings)} unknown, {lines[^1]}");
    }

    // The client with the last answer kills the process at once, so whatever was answered before it was durable is lost.
    private async Task LoadUntilKilledAsync(MixedLoad load, int answers)
    {
        var left = answers;
        await RaceTests.AtOnceAsync(Clients, async n =>
        {
            while (await load.ActAsync(load.Clients[n]))
            {
                Interlocked.Increment(ref _answered);
                if (Interlocked.Decrement(ref left) == 0)
                {
                    _program!.Kill();
                }
            }

            return true;
        });
        await _program!.KillAsync();
    }

    // Null when the process no longer answers.
    private async Task<Answer?> TrySendAsync(Call call)
    {
        try
        {
            return await _program!.SendAsync(call);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or System.Net.Sockets.SocketException)
        {
            return null;
        }
    }
}
