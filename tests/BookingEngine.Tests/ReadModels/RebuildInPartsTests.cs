using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Commands;
using BookingEngine.Tests.Simulation;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.ReadModels;

/// <summary>Long streams are rebuilt in parts, of two documents here.</summary>
public sealed class RebuildInPartsTests
{
    private const int Bookings = 9;
    private readonly World _world = new(new Random(1), PlantedBug.None);
    private readonly BookingMade[] _made = [.. Enumerable.Range(0, Bookings).Select(slot => TestBooking.At(RunFixture.SlotAt(slot)))];
    private Action<string> _before = _ => { };

    [Fact]
    public async Task A_long_stream_gets_the_documents_of_a_whole_rebuild()
    {
        RecordAll();
        await RebuildAsync(above: 1_000);
        var whole = Documents;
        Assert.Equal(Bookings, whole.Count);
        Spoil();

        var done = await RebuildAsync(above: 3);
        Assert.Equal(whole, Documents);
        Assert.Equal((1, 12, Bookings), (done.Streams, done.Events, done.Documents));
        Assert.All(_world.ReadModels.Positions.Values, position => Assert.Equal(12, position));
    }

    [Fact]
    public async Task A_booking_that_changes_meanwhile_is_folded_again()
    {
        RecordAll();
        _before = step =>
        {
            if (step == "replace documents")
            {
                _before = _ => { };
                Record(new BookingCancelled(_made[1].BookingId, null, IsOverride: false));
                _world.ReadModels.Documents[Key(_made[1])] = new ReadModelDocument(Key(_made[1]).Id, RunFixture.Stream, 13, "spoilt", "spoilt", null);
            }
        };
        await RebuildAsync(above: 3);
        var parts = Documents;
        await RebuildAsync(above: 1_000);
        Assert.Equal(Documents, parts);
        Assert.Equal([2L, 13L], BookingsProjection.Read(parts[Key(_made[1])]).Versions.ToArray());
    }

    private Dictionary<(string Model, string Id), ReadModelDocument> Documents => new(_world.ReadModels.Documents);

    private static (string Model, string Id) Key(BookingMade made) => (BookingsProjection.ModelName, BookingsProjection.DocumentIdOf(made.BookingId, null));

    // Every third booking has a second event, some events later.
    private void RecordAll()
    {
        foreach (var made in _made)
        {
            Record(made);
        }

        foreach (var made in _made.Where((_, n) => n % 3 == 0))
        {
            Record(new BookingCancelled(made.BookingId, null, IsOverride: false));
        }
    }

    private void Record(IDomainEvent domainEvent) => _world.Events.Commits.Add(new StoredCommit(
        new CommitId(Guid.CreateVersion7()), RunFixture.Stream, _world.Events.VersionOf(RunFixture.Stream) + 1, [NewNode(1_000).Get<EventCatalogue>().Write(domainEvent)],
        new CommitMetadata(RunFixture.SlotAt(0) - Duration.FromDays(2), null, "rebuild")));

    // One is missing, one differs, one is superfluous.
    private void Spoil()
    {
        var documents = _world.ReadModels.Documents;
        documents.Remove(Key(_made[2]));
        documents[Key(_made[4])] = documents[Key(_made[4])] with { Body = "{}" };
        documents[(BookingsProjection.ModelName, "superfluous")] = documents[Key(_made[5])] with { Id = "superfluous" };
    }

    private Task<RebuildProgress> RebuildAsync(long above) =>
        NewNode(above).Get<Rebuild>().RunAsync(new SilentProgress(), CancellationToken.None);

    private Node NewNode(long above) => new(
        _world,
        (_, name) =>
        {
            _before(name);
            return Task.CompletedTask;
        },
        services => services.AddSingleton(new LongStreams(above, PartSize: 2)));
}
