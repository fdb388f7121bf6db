using BookingEngine.Tests.Mongo;
using BookingEngine.Tests.Mongo.Api;
using Xunit.Abstractions;

namespace BookingEngine.Tests.Http.Requests;

/// <summary>Random operations of 16 concurrent clients over sockets. <c>RANDOM_RUNS</c> sets the number of runs, <c>RANDOM_OPERATIONS</c> the
/// operations of each, <c>RANDOM_SEED</c> the first seed.</summary>
public sealed class RandomOperationsTests(ITestOutputHelper output)
{
    private const int Clients = 16;
    private static readonly int Runs = TestVariable.Whole("RANDOM_RUNS", 1), FirstSeed = TestVariable.Whole("RANDOM_SEED", 1);
    private static readonly int Operations = TestVariable.Whole("RANDOM_OPERATIONS", 480);

    [Fact]
    public async Task Random_operations_of_16_clients_never_double_book_and_lists_agree()
    {
        for (var seed = FirstSeed; seed < FirstSeed + Runs; seed++)
        {
            using var api = new RunningApi();
            await api.InitializeAsync();
            try
            {
                // Some holds expire during this time, and no transfer exceeds its deadline.
                var random = new RandomOperations(api.SendAsync, api.Services, seed, () => api.Clock.Advance(TimeSpan.FromMilliseconds(100)));
                await RunAsync(random, Operations, seed);
            }
            finally
            {
                await api.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task Random_operations_on_MongoDB_keep_the_same_rules()
    {
        await using var api = await MongoApi.StartAsync(MongoEngine.ReplicaSet, hasPipeline: false);
        await RunAsync(new RandomOperations(api.SendAsync, api.Services, FirstSeed, () => { }), Operations / 3, FirstSeed);
    }

    private async Task RunAsync(RandomOperations random, int operations, int seed)
    {
        await random.BuildAsync();
        await random.RunAsync(operations, Clients);
        var findings = await random.FindingsAsync();
        output.WriteLine($"RANDOM_SEED={seed}: {random.AnswerCounts}");
        Assert.True(findings.Count == 0, $"RANDOM_SEED={seed}: {string.Join("; ", findings)}");
    }
}
