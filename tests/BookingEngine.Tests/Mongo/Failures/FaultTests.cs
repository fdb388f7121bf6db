using System.Diagnostics;
using BookingEngine.Tests.MongoStandIn;
using MongoDB.Driver;
using Xunit.Abstractions;

namespace BookingEngine.Tests.Mongo.Failures;

/// <summary>Append, relay and projection on a server that drops connections before and after applying, returns errors, delays and throttles.
/// <c>FAULT_RUNS</c> sets the number of seeded runs of an engine, <c>FAULT_SEED</c> the first seed. <see cref="MongoEngine.OfFaults"/> has the
/// engines that get the faults at every command.</summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    private const int AtOnce = 4;
    private static readonly Fault[] Kinds =
    [
        Fault.DropBeforeApplying, Fault.DropAfterApplying, Fault.Delay(20), Fault.NotWritablePrimary, Fault.Error(91), Fault.ErrorAfterApplying(),
        Fault.Throttle(5),
    ];

    public static TheoryData<string> Engines => [.. MongoEngine.StandIns.Select(e => e.Name)];

    public static TheoryData<string> EnginesOfFaults => [.. MongoEngine.OfFaults.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(EnginesOfFaults))]
    public async Task A_fault_at_any_command_loses_and_duplicates_nothing(string engine)
    {
        var (unthrottled, complete, clock) = (MongoEngine.Unthrottled(engine), new Faults(_ => Fault.None), Stopwatch.StartNew());
        await RunAllAsync(unthrottled, rounds: 1, [("undisturbed", complete)]);
        var turn = MongoEngine.OfFaults.Select(e => e.Name).ToList().IndexOf(engine);
        (string, Faults)[] runs =
        [
            .. from nth in Enumerable.Range(1, complete.Count)
               from kind in Enumerable.Range(0, Kinds.Length)
               where MongoEngine.IsEachFaultOnEveryEngine || (nth + kind) % MongoEngine.OfFaults.Count == turn
               select ($"{Kinds[kind].Kind} at command {nth}", Faults.OnlyNth(nth, Kinds[kind])),
        ];
        await RunAllAsync(unthrottled, rounds: 1, runs);
        output.WriteLine($"{engine}: {runs.Length} runs of {Kinds.Length} faults at {complete.Count} commands, in {clock.Elapsed.TotalSeconds:0.0} s");
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Random_server_faults_lose_and_duplicate_nothing(string engine)
    {
        var (runs, first, clock) = (TestVariable.Whole("FAULT_RUNS", 12), TestVariable.Whole("FAULT_SEED", 1), Stopwatch.StartNew());
        await RunAllAsync(MongoEngine.Named(engine), rounds: 2, [.. Enumerable.Range(first, runs).Select(seed => ($"seed {seed}", Faults.Seeded(seed, 0.15)))]);
        output.WriteLine($"{engine}: {runs} runs from seed {first} in {clock.Elapsed.TotalSeconds:0.0} s");
    }

    // Half of a run is waiting, so a few run concurrently, each on its own server.
    private static async Task RunAllAsync(MongoEngine engine, int rounds, (string Name, Faults Faults)[] runs)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(AtOnce, runs.Length)).Select(_ => Task.Run(async () =>
        {
            await using var deployment = new MongoDeployment(engine);
            var client = deployment.ConnectForFaults();
            for (var i = Interlocked.Increment(ref next); i < runs.Length; i = Interlocked.Increment(ref next))
            {
                await RunAsync(deployment.StandIn!, client, rounds, runs[i].Faults, runs[i].Name);
            }
        })));
    }

    private static async Task RunAsync(StandInServer server, MongoClient client, int rounds, Faults faults, string name)
    {
        var findings = await new FaultedRun(server, client, $"test_{Guid.CreateVersion7():N}", rounds).RunAsync(faults);
        findings = [.. findings, .. server.Complaints];
        server.Clear(TimeProvider.System);
        Assert.True(findings.Count == 0, $"{name}: {string.Join("; ", findings)}");
    }
}
