using System.Collections.Immutable;
using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using BookingEngine.Tests.Bookings;
using NodaTime;

namespace BookingEngine.Tests.Commands;

/// <summary>What commands write to the read models before they are answered.</summary>
public sealed class OwnWriteTests
{
    private readonly RunFixture _fixture = new();
    private readonly BookingMade[] _made = [.. Enumerable.Range(0, 4).Select(slot => TestBooking.At(RunFixture.SlotAt(slot)))];

    [Fact]
    public void A_mixed_run_reads_nothing_and_writes_twice()
    {
        BookAll();
        Assert.Equal(
            ["5", "6", "7", "8"],
            _fixture.AnswersOf(Cancel(0, Known(0)), Cancel(1, Known(1)), _fixture.StartBooking(9), Cancel(2, Known(2))));
        Assert.Equal(["TryWriteAllAsync", "AddAsync", "TryWriteAllAsync"], CallsSinceBooking);
        Assert.Equal([[1, 5], [2, 6], [3, 8], [4]], VersionsOfAll);
    }

    [Fact]
    public void Two_changes_of_one_booking_in_a_run_are_one_write()
    {
        BookAll();
        Assert.Equal(["5", "6", "7"], _fixture.AnswersOf(Cancel(0, Known(0)), Revoke(1, Known(1)), Cancel(1, Known(1))));
        Assert.Equal(["TryWriteAllAsync", "TryWriteAllAsync"], CallsSinceBooking);
        Assert.Equal([[1, 5], [2, 6, 7], [3], [4]], VersionsOfAll);
    }

    [Fact]
    public void A_document_that_lacks_an_event_is_read_again()
    {
        BookAll();
        var known = Known(0);
        _fixture.World.Events.Commits.Add(new StoredCommit(
            new CommitId(Guid.CreateVersion7()), RunFixture.Stream, 5, [_fixture.Node.Get<EventCatalogue>().Write(new ManageLinksRevoked(_made[0].BookingId, null))],
            new CommitMetadata(RunFixture.SlotAt(0) - Duration.FromDays(2), null, "other")));
        Assert.Equal(["6"], _fixture.AnswersOf(Cancel(0, known)));
        Assert.Equal([[1, 5, 6], [2], [3], [4]], VersionsOfAll);
    }

    [Fact]
    public void A_document_that_was_not_read_is_read_by_the_command()
    {
        BookAll();
        Assert.Equal(["5"], _fixture.AnswersOf(Cancel(0, new RequestDocuments())));
        Assert.Equal([[1, 5], [2], [3], [4]], VersionsOfAll);
    }

    private IEnumerable<string> CallsSinceBooking =>
        _fixture.ReadModelCalls.All.Skip(_calls).Select(call => call.Split('.')[1]).Where(call => call is not "ListAsync");

    private long[][] VersionsOfAll => [.. _made.Select(m => BookingsProjection.Read(Document(m)).Versions.ToArray())];

    private int _calls;

    private void BookAll()
    {
        Assert.Equal(["1", "2", "3", "4"], _fixture.AnswersOf([.. _made.Select(m => _fixture.Start(calendar => calendar.Book(m)))]));
        _calls = _fixture.ReadModelCalls.All.Count;
    }

    private Task<Outcome<ImmutableArray<RecordedEvent>>> Cancel(int booking, RequestDocuments known) =>
        Change(new BookingCancelled(_made[booking].BookingId, null, IsOverride: false), known);

    private Task<Outcome<ImmutableArray<RecordedEvent>>> Revoke(int booking, RequestDocuments known) =>
        Change(new ManageLinksRevoked(_made[booking].BookingId, null), known);

    private Task<Outcome<ImmutableArray<RecordedEvent>>> Change(IBookingEvent change, RequestDocuments known) =>
        _fixture.Start(_ => Decision.Of(change), RunFixture.NewContext() with { Documents = known });

    private ReadModelDocument Document(BookingMade made) =>
        _fixture.World.ReadModels.Documents[(BookingsProjection.ModelName, BookingsProjection.DocumentIdOf(made.BookingId, null))];

    // As if the request had just read it.
    private RequestDocuments Known(int booking)
    {
        var (documents, document) = (new RequestDocuments(), Document(_made[booking]));
        documents.Begin(BookingsProjection.ModelName, document.Id, Task.FromResult<ReadModelDocument?>(document));
        Assert.True(documents.FindAsync(_fixture.Node.Get<IReadModelStore>(), BookingsProjection.ModelName, document.Id, CancellationToken.None).IsCompletedSuccessfully);
        return documents;
    }
}
