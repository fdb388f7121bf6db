using BookingEngine.Aggregates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using BookingEngine.Tests.EventSourcing;
using BookingEngine.Waitlist;
using NodaTime;
using static BookingEngine.Tests.EventSourcing.StoredEventExamples;

namespace BookingEngine.Tests.Waitlist;

/// <summary>Stored states and documents of waitlists stay readable.</summary>
public sealed class StoredWaitlistTests
{
    private static readonly EntryId Other = new(UserGuid), Third = new(Guid.Parse("01900000-0000-7000-8000-000000000003"));

    private static EntryJoined Joined => (EntryJoined)LaterEventExamples.All["entry-joined.v1+guest"];

    private static IDomainEvent[] History =>
    [
        Joined,
        Joined with { EntryId = Other, Details = null },
        Joined with { EntryId = Third },
        Examples["entry-reserved.v1"],
        Examples["entry-offered.v1"],
        Examples["offer-lapsed.v1"],
        new EntryReserved(Other, WaitlistExamples.Offer),
        new EntryLeft(Other),
        new EntryTaken(Third, new OfferId(UserGuid), new BookingId(Id)),
    ];

    [Fact]
    public void A_stored_waitlist_keeps_its_shape() => AssertShape(Given.Events<ServiceWaitlist>(History));

    [Fact]
    public void The_places_of_a_customer_keep_their_shape() => AssertShape(Given.Events<CustomerPlaces>(
        Examples["waitlist-place-taken.v1"], new PlaceTaken(Other, new ServiceId("cut")), new PlacesLeft([Other])));

    [Fact]
    public void A_stored_entry_keeps_its_shape()
    {
        var projection = new WaitlistProjection();
        var document = History.Where(e => e is IEntryEvent { EntryId: var id } && id == WaitlistExamples.Entry)
            .Append(Examples["entry-reserved.v1"]).Append(Examples["entry-offered.v1"]).Append(Examples["entry-taken.v1"])
            .Select((e, index) => new RecordedEvent(
                ServiceWaitlist.StreamOf(new ServiceId("cut")), index + 1, e, new CommitMetadata(Instant.FromUtc(2031, 6, 1, 7, 0), null, "test")))
            .Aggregate((ReadModelDocument?)null, projection.Apply)!;
        Assert.Equal(Golden("ReadModels", "StoredDocuments", "waitlist"), document.Body);
        Assert.Equal(WaitlistProjection.Closed, document.Keys!.Status);
        Assert.Equal(EntryStatus.Taken, WaitlistProjection.Read(document).Status);
    }

    [Fact]
    public void A_calendar_knows_who_waits_after_it_was_stored()
    {
        var state = Given.Events<Calendar>(new WaitlistOpened(new ServiceId("cut"), 4), new WaitlistOpened(new ServiceId("wash"), 2), new WaitlistClosed(new ServiceId("wash"), 3));
        var read = Calendar.Shape.Read(Calendar.Shape.Write(new StateAt<Calendar>(Id, state))).State;
        Assert.Equal([KeyValuePair.Create(new ServiceId("cut"), 4L)], read.Waiting);
    }

    [Fact]
    public void In_a_calendar_of_the_ninth_shape_nobody_waits()
    {
        Assert.True(Calendar.Shape.CanRead("calendar.v9"));
        Assert.Empty(Calendar.Shape.Read(Golden("EventSourcing", "StoredSnapshots", "calendar.v9")).State.Waiting);
    }

    [Fact]
    public void For_a_service_of_the_first_shape_nobody_waits()
    {
        Assert.True(CataloguedService.Shape.CanRead("service.v1"));
        var read = CataloguedService.Shape.Read(Golden("EventSourcing", "StoredSnapshots", "service.v1")).State;
        Assert.Equal((2, (long?)null), (read.Definition.Version, read.WaitedSince));
    }

    private static void AssertShape<TState>(TState state)
        where TState : IAggregate<TState>
    {
        var golden = Golden("EventSourcing", "StoredSnapshots", TState.Shape.Name);
        Assert.Equal(golden, TState.Shape.Write(new StateAt<TState>(Id, state)));
        Assert.Equal(golden, TState.Shape.Write(TState.Shape.Read(golden)));
    }

    private static string Golden(params string[] path) => File.ReadAllText(Path.Combine([AppContext.BaseDirectory, .. path]) + ".json").TrimEnd();
}
