using BookingEngine.Bookings;
using BookingEngine.Pipeline;
using BookingEngine.Pipeline.Feeds;
using BookingEngine.Ports;
using BookingEngine.Tests.MongoStandIn;
using BookingEngine.Users;
using MongoDB.Driver;
using NodaTime;

namespace BookingEngine.Tests.Mongo.Failures;

/// <summary>Two instances book into one calendar, relay and project while the server follows a fault plan. Afterwards the server works normally and
/// every invariant must hold.</summary>
/// <param name="rounds">How often they book, relay and project.</param>
public sealed class FaultedRun(StandInServer server, IMongoClient client, string database, int rounds)
{
    private static readonly Instant Slots = Instant.FromUtc(2035, 1, 1, 9, 0);
    private readonly OpenQueue _queue = new();
    private readonly List<Booking> _acknowledged = [];
    private readonly List<(UserId User, Instant Slot)> _refused = [];
    private readonly Lock _gate = new();

    public async Task<IReadOnlyList<string>> RunAsync(Faults faults)
    {
        await using MongoNode one = NewNode(), other = NewNode();
        await one.BookAsync(UserOf(0), Slots - Duration.FromHours(1)); // prepares the database without faults
        server.Faults = faults;
        for (var round = 0; round < rounds; round++)
        {
            var slot = Slots + (Duration.FromMinutes(30) * round);
            // The first booking of an instance is appended alone. Those that wait for it meanwhile share an append, and one of them is refused.
            await Task.WhenAll(
                BookAsync(one, UserOf(1), slot), BookAsync(other, UserOf(2), slot),
                BookAsync(other, UserOf(3), slot + Duration.FromHours(2)), BookAsync(other, UserOf(4), slot + Duration.FromHours(2)),
                BookAsync(other, UserOf(5), slot + Duration.FromHours(3)));
            await TryAsync(() => RelayAndProjectAsync(round == 0 ? one : other));
        }

        server.Faults = Faults.None;
        await RelayAndProjectAsync(one);
        await one.Get<Sweep>().RunAsync(CancellationToken.None);
        await ProjectAsync(one);
        return await NodeInvariants.FindingsAsync(one, _acknowledged, _refused);
    }

    // A refusal is an answer. When the store is unavailable the result is unknown and nothing is asserted.
    private async Task BookAsync(MongoNode node, UserId user, Instant slot) => await TryAsync(async () =>
    {
        var outcome = await node.BookAsync(user, slot);
        lock (_gate)
        {
            if (outcome.IsRefused(out _, out var booking))
            {
                _refused.Add((user, slot));
            }
            else
            {
                _acknowledged.Add(booking);
            }
        }
    });

    private async Task RelayAndProjectAsync(MongoNode node)
    {
        await node.Get<Relay>().RunAsync(CancellationToken.None);
        await ProjectAsync(node);
    }

    private async Task ProjectAsync(MongoNode node)
    {
        foreach (var message in _queue.TakeAdvances())
        {
            await node.ProjectAsync(message);
        }
    }

    private static async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (StoreUnavailableException)
        {
            // An API would answer 503, and a queue would deliver the message again.
        }
    }

    private MongoNode NewNode() => new(MongoDeployment.Open(database, client), _queue, TimeProvider.System);

    private static UserId UserOf(int n) => new(new Guid(n, 0, 0, new byte[8]));
}
