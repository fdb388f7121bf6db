using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Tests.Mongo.Failures;

/// <summary>Instances that write to one calendar concurrently.</summary>
public sealed class ContentionTests
{
    private const int Writers = 16, BookingsEach = 10;
    private static readonly Instant Start = Instant.FromUtc(2035, 1, 1, 0, 0);

    public static TheoryData<string, int> EnginesAndInstances
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var engine in MongoEngine.StandIns)
            {
                cases.Add(engine.Name, Writers);
                cases.Add(engine.Name, 2);
            }

            return cases;
        }
    }

    // With two instances most bookings are appended in runs, which the other instance cuts.
    [Theory]
    [MemberData(nameof(EnginesAndInstances))]
    public async Task Sixteen_concurrent_writers_leave_contiguous_versions_and_no_overlap(string engine, int instances)
    {
        await using var deployment = new MongoDeployment(MongoEngine.Named(engine));
        var nodes = Enumerable.Range(0, instances).Select(_ => new MongoNode(deployment.Store, new OpenQueue(), TimeProvider.System)).ToList();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, Writers).Select(n => Task.Run(() => BookAsync(nodes[n % instances], n))));

        var acknowledged = outcomes.SelectMany(o => o).ToList();
        var slots = acknowledged.Select(b => b.Slot).ToList();
        Assert.Equal(slots.Distinct().Count(), slots.Count);
        var commits = await nodes[0].Get<IEventStore>().ReadAsync(Calendar.StreamOf(DefaultCatalogue.Resource), 0, 10_000, CancellationToken.None);
        Assert.Equal(Enumerable.Range(1, acknowledged.Count).Select(v => (long)v), commits.Select(c => c.FirstVersion));
        Assert.Empty(await NodeInvariants.FindingsAsync(nodes[0], acknowledged, lagExpected: true));
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }
    }

    // All writers want half of the slots. Each of the others is wanted by one writer.
    private static async Task<List<Booking>> BookAsync(MongoNode node, int writer)
    {
        var user = new UserId(new Guid(writer + 1, 0, 0, new byte[8]));
        List<Booking> booked = [];
        for (var i = 0; i < BookingsEach; i++)
        {
            var place = i % 2 == 0 ? i : (writer * 100) + 101 + i;
            var outcome = await node.BookAsync(user, Start + (Duration.FromMinutes(30) * place));
            if (!outcome.IsRefused(out _, out var booking))
            {
                booked.Add(booking);
            }
        }

        return booked;
    }
}
