using System.Diagnostics;
using System.Globalization;
using BookingEngine.Tests.MongoStandIn;
using Xunit.Abstractions;

namespace BookingEngine.Tests.Mongo;

/// <summary>Append, relay and projection on a server that cuts connections before and after applying, answers errors, delays and throttles.
/// <c>FAULT_RUNS</c> sets how many seeded runs an engine gets, <c>FAULT_SEED</c> the first seed: set both to repeat the one that failed.</summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    private static readonly Fault[] Kinds =
    [
        Fault.DropBeforeApplying, Fault.DropAfterApplying, Fault.Delay(20), Fault.NotWritablePrimary, Fault.Error(91), Fault.ErrorAfterApplying(),
        Fault.Throttle(5),
    ];

    public static TheoryData<string> Engines => [.. MongoEngine.StandIns.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Whatever_happens_to_any_one_command_nothing_is_lost_or_doubled(string engine)
    {
        var runs = 0;
        await using var deployment = new MongoDeployment(Of(engine));
        foreach (var kind in Kinds)
        {
            for (var nth = 1; await RunAsync(deployment, Faults.OnlyNth(nth, kind), $"{kind.Kind} at command {nth}") >= nth; nth++)
            {
                runs++;
            }
        }

        output.WriteLine($"{engine}: {runs} runs, each of {Kinds.Length} faults at every command");
        Assert.True(runs > 20 * Kinds.Length, $"Only {runs} runs: the scenario has shrunk.");
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Whatever_a_server_does_at_random_nothing_is_lost_or_doubled(string engine)
    {
        var (runs, first, clock) = (Setting("FAULT_RUNS", 150), Setting("FAULT_SEED", 1), Stopwatch.StartNew());
        await using var deployment = new MongoDeployment(Of(engine));
        for (var seed = first; seed < first + runs; seed++)
        {
            await RunAsync(deployment, Faults.Seeded(seed, 0.15), $"seed {seed}");
        }

        output.WriteLine($"{engine}: {runs} runs from seed {first} in {clock.Elapsed.TotalSeconds:0.0} s");
    }

    // How many commands the plan was asked about.
    private static async Task<int> RunAsync(MongoDeployment deployment, Faults faults, string name)
    {
        var asked = 0;
        var counted = new Faults(a =>
        {
            asked = a.Number;
            return faults.Next(a);
        });
        var database = $"{deployment.Settings.Database}_{Guid.CreateVersion7():N}"[..60];
        var findings = await new FaultedRun(deployment.StandIn!, deployment.Store.Client, database).RunAsync(counted);
        await deployment.Store.Client.DropDatabaseAsync(database);
        Assert.True(findings.Count == 0, $"{name}: {string.Join("; ", findings)}");
        return asked;
    }

    private static MongoEngine Of(string name) => MongoEngine.StandIns.Single(e => e.Name == name);

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
