using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Sqlite.Events;
using BookingEngine.Infrastructure.Sqlite.Rows;
using BookingEngine.ReadModels;
using BookingEngine.Registration;
using BookingEngine.Tests.Bookings;
using NodaTime;

namespace BookingEngine.Tests.Sqlite;

/// <summary>The read models that an append writes, from the events' objects or from their JSON.</summary>
public sealed class InlineProjectionTests : IDisposable
{
    private static readonly EventCatalogue Catalogue = new(BookingEngineFeatures.EventTypes);
    private static readonly StreamName Stream = Calendar.StreamOf(DefaultCatalogue.Resource);
    private static readonly CommitMetadata Metadata = new(Instant.FromUtc(2030, 1, 1, 0, 0), null, "test");
    private static readonly BookingMade Booking = TestBooking.At(Instant.FromUtc(2031, 1, 1, 12, 0));
    private readonly SqliteFolder _read = new(), _handedOn = new();

    [Fact]
    public async Task Objects_and_JSON_of_an_event_give_the_same_document()
    {
        await AppendAsync(_read, Commit());
        await AppendAsync(_handedOn, WithObjects(Commit()));

        Assert.Equal(TextsOf(_read), TextsOf(_handedOn));
        Assert.NotEmpty(TextsOf(_read));
    }

    [Fact]
    public async Task An_append_does_not_read_the_JSON_of_events_that_it_has()
    {
        var commit = Commit() with { Events = [new EventData("unknown", "{}")] };

        await AppendAsync(_handedOn, WithObjects(commit));

        Assert.Single(DocumentsOf(_handedOn));
    }

    [Fact]
    public void Stored_events_are_an_array_of_types_and_data()
    {
        EventData first = new("a.v1", "{\"x\":\"ä\"}"), second = new("b\"", "{}");

        Assert.Equal("[{\"type\":\"a.v1\",\"data\":{\"x\":\"ä\"}}]", CommitRows.WriteEvents([first]));
        Assert.Equal(
            "[{\"type\":\"a.v1\",\"data\":{\"x\":\"ä\"}},{\"type\":\"b\\\"\",\"data\":{}}]", CommitRows.WriteEvents([first, second]));
    }

    public void Dispose()
    {
        _read.Dispose();
        _handedOn.Dispose();
    }

    private static Commit Commit() => new(new CommitId(Guid.CreateVersion7()), Stream, 0, [Catalogue.Write(Booking)], Metadata);

    private static Commit WithObjects(Commit commit) => commit with { Recorded = [new RecordedEvent(Stream, 1, Booking, Metadata)] };

    private static async Task AppendAsync(SqliteFolder folder, Commit commit)
    {
        var inline = new SqliteInlineProjections(new ProjectionSet([new BookingsProjection()]), Catalogue);
        Assert.Equal(1, (await new SqliteEventStore(folder.Store, inline).AppendAsync([commit])).Stand);
    }

    private static List<ReadModelDocument> DocumentsOf(SqliteFolder folder) =>
        folder.Store.Booking.Read(session => ReadModelRows.ListOfStream(session, BookingsProjection.ModelName, Stream));

    private static List<string> TextsOf(SqliteFolder folder) =>
    [
        .. DocumentsOf(folder).Select(d =>
            $"{d.Id} {d.Version} {d.Partition} {d.SortKey} {d.Body} {d.Keys} {d.Answer!.Shape} {Convert.ToHexString(d.Answer.Json.Span)}"),
    ];
}
