using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.Registration;
using BookingEngine.Tests.Bookings;
using NodaTime;

namespace BookingEngine.Tests.EventSourcing;

public sealed class EventListTests
{
    private static readonly EventCatalogue Catalogue = new(BookingEngineFeatures.EventTypes);
    private static readonly BookingId One = new(new Guid("0197a3c2-b4d5-8f6e-8a90-b1c2d3002000")), Two = new(new Guid("0197a3c2-b4d5-8f6e-8a90-b1c2d3002001"));
    private static readonly Guid Operation = new("0197a3c2-b4d5-7f6e-8a90-b1c2d3e4f506");

    private static BookingCancelled[] Cancelled =>
    [
        new(One, null, IsOverride: true) { Part = new SeriesPart(Operation, 0) }, new(Two, null, IsOverride: true) { Part = new SeriesPart(Operation, 1) },
    ];

    [Fact]
    public void Events_of_one_type_are_stored_as_one_list()
    {
        var stored = Assert.Single(Catalogue.WriteAll([.. Cancelled]));
        Assert.Equal(("booking-cancelled.v1*2", 2), (stored.Type, stored.Count));
        Assert.Equal(
            """
            {"all":{"arrival":null,"is_override":true},"each":[{"booking_id":"0197a3c2-b4d5-8f6e-8a90-b1c2d3002000","part":{"operation":"0197a3c2-b4d5-7f6e-8a90-b1c2d3e4f506","number":0}},{"booking_id":"0197a3c2-b4d5-8f6e-8a90-b1c2d3002001","part":{"operation":"0197a3c2-b4d5-7f6e-8a90-b1c2d3e4f506","number":1}}]}
            """,
            stored.Json);
    }

    [Fact]
    public void A_list_is_read_as_its_events_with_a_version_each()
    {
        var commit = Commit(TestBooking.At(Instant.FromUtc(2030, 5, 6, 10, 0)), Cancelled[0], Cancelled[1], new BookingCompleted(One, null));
        var read = Catalogue.Read(commit).ToList();
        Assert.Equal([7L, 8L, 9L, 10L], read.Select(e => e.Version));
        Assert.Equal([.. Cancelled, new BookingCompleted(One, null)], read.Skip(1).Select(e => e.Event));
        Assert.Equal((3, 10L), (commit.Events.Length, commit.Version));
    }

    [Fact]
    public void One_event_of_a_list_is_read_alone()
    {
        var commit = Commit(Cancelled[0], Cancelled[1], new BookingCompleted(One, null));
        Assert.Equal([.. Catalogue.Read(commit)], Enumerable.Range(7, 3).Select(version => Catalogue.ReadAt(commit, version)!));
        Assert.Null(Catalogue.ReadAt(commit, 6));
        Assert.Null(Catalogue.ReadAt(commit, 10));
    }

    [Fact]
    public void A_single_event_and_events_of_other_types_are_stored_alone() => Assert.Equal(
        ["booking-cancelled.v1", "booking-completed.v1", "booking-completed.v1", "booking-cancelled.v1"],
        Catalogue.WriteAll([Cancelled[0], new BookingCompleted(One, null), new BookingCompleted(Two, null), Cancelled[1]]).Select(e => e.Type));

    [Fact]
    public void A_list_with_another_number_of_events_throws()
    {
        var stored = Catalogue.WriteAll([.. Cancelled])[0];
        var damaged = Commit() with { Events = [new EventData("booking-cancelled.v1*3", stored.Json)] };
        Assert.Throws<System.Text.Json.JsonException>(() => Catalogue.Read(damaged).ToList());
        Assert.Throws<UnknownEventTypeException>(() => Catalogue.Read(Commit() with { Events = [new EventData("booking-teleported.v1*2", stored.Json)] }).ToList());
    }

    [Fact]
    public void The_ids_of_a_series_and_of_its_bookings_follow_from_each_other()
    {
        var series = SeriesId.Of(new CommitId(Guid.CreateVersion7()), 366);
        Assert.Equal((366, 366), (series.Count, series.Bookings.Distinct().Count()));
        Assert.All(series.Bookings, booking => Assert.Equal(series, SeriesId.Of(booking)));
        Assert.Equal(series, SeriesId.TryParse(series.Value));
        Assert.Null(SeriesId.TryParse(series.Booking(0).Value));
        Assert.Null(SeriesId.Of(new BookingId(Guid.CreateVersion7())));
    }

    private static StoredCommit Commit(params IDomainEvent[] events) => new(
        new CommitId(Operation), StreamName.Parse("calendar-a"), 7, Catalogue.WriteAll([.. events]), new CommitMetadata(Instant.FromUtc(2030, 1, 1, 0, 0), null, "test"));
}
