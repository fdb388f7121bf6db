using System.Diagnostics;
using System.Globalization;
using BookingEngine.Tests.Mongo;
using Xunit.Abstractions;

namespace BookingEngine.Tests.Http;

/// <summary>Random operations of 16 clients at once over sockets. <c>RANDOM_RUNS</c> sets how many runs of 1,000 there are, <c>RANDOM_SEED</c> the
/// first seed.</summary>
public sealed class RandomOperationsTests(ITestOutputHelper output)
{
    private const int Clients = 16;
    private static readonly int Runs = Setting("RANDOM_RUNS", 1), FirstSeed = Setting("RANDOM_SEED", 1);

    [Fact]
    public async Task Of_1_000_from_16_clients_at_once_none_takes_what_is_not_to_be_had_and_the_lists_agree()
    {
        for (var seed = FirstSeed; seed < FirstSeed + Runs; seed++)
        {
            using var api = new RunningApi();
            await api.InitializeAsync();
            try
            {
                // Some holds expire meanwhile; no move takes longer than it may.
                var random = new RandomOperations(api.SendAsync, api.Services, seed, () => api.Clock.Advance(TimeSpan.FromMilliseconds(100)));
                await RunAsync(random, 1_000, seed);
            }
            finally
            {
                await api.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task The_same_holds_on_MongoDB()
    {
        await using var api = await MongoApi.StartAsync(MongoEngine.ReplicaSet, hasPipeline: false);
        await RunAsync(new RandomOperations(api.SendAsync, api.Services, FirstSeed, () => { }), 320, FirstSeed);
    }

    private async Task RunAsync(RandomOperations random, int operations, int seed)
    {
        var began = Stopwatch.GetTimestamp();
        await random.BuildAsync();
        await random.RunAsync(operations, Clients);
        var findings = await random.FindingsAsync();
        output.WriteLine($"seed {seed}, {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s: {random.Figures}");
        Assert.True(findings.Count == 0, $"seed {seed}: {string.Join("; ", findings)}");
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
