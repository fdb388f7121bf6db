using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Tests.EventSourcing;
using BookingEngine.Waitlist;
using BookingEngine.Waitlist.Offers;
using static BookingEngine.Tests.Waitlist.WaitlistFixture;

namespace BookingEngine.Tests.Waitlist;

/// <summary>What can be read or decided no more keeps nobody else from an offer. The look still fails, so that it is noticed.</summary>
public sealed class PoisonedEntryTests : IAsyncLifetime
{
    private WaitlistFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await OpenAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task Entries_that_cannot_be_read_do_not_stop_the_next()
    {
        var booking = await _fixture.BookAsync(1);
        for (var person = 10; person < 15; person++)
        {
            await RecordAsync(JoinedBy(person, "Mars/Base"));
        }

        _fixture.Pass(Minute);
        var entry = await _fixture.JoinAsync(2);
        await _fixture.CancelAsync(booking);
        await AssertOfferedAsync(entry);
    }

    [Fact]
    public async Task An_offer_in_an_unreadable_calendar_does_not_stop_the_next()
    {
        var booking = await _fixture.BookAsync(1);
        var broken = new ResourceId("broken");
        var joined = JoinedBy(10, "Etc/UTC");
        await RecordAsync(joined);
        var offer = WaitlistExamples.Offer with
        {
            Id = OfferId.Of(joined.EntryId, 0),
            UserId = joined.UserId,
            Lead = broken,
            ReservedAt = _fixture.Now,
            Expires = _fixture.Now + Hour,
        };
        await RecordAsync(new EntryReserved(joined.EntryId, offer));
        _fixture.Pass(Minute);
        var entry = await _fixture.JoinAsync(2);
        await _fixture.CancelAsync(booking);
        await DamageAsync(Calendar.StreamOf(broken));
        await AssertOfferedAsync(entry);
    }

    private static EntryJoined JoinedBy(int person, string zone) =>
        new(new EntryId(Person(person).Value), Person(person), Cut, new Wish(null, Ten, Ten + Minute, [], [], zone, 1), Details: null);

    private async Task AssertOfferedAsync(WaitlistEntry entry)
    {
        await Assert.ThrowsAnyAsync<Exception>(() => _fixture.Get<WaitlistMessages>().HandleAsync($"{ServiceWaitlist.StreamOf(Cut)}", CancellationToken.None));
        Assert.Equal(EntryStatus.Offered, (await _fixture.WaitingAsync()).Single(e => e.Id == entry.Id).Status);
    }

    private Task DamageAsync(StreamName stream) => _fixture.Get<IEventStore>().AppendAsync(
        [new Commit(new CommitId(Guid.CreateVersion7()), stream, 0, [new EventData("hold-placed.v1", "{")], new CommitMetadata(_fixture.Now, null, "test"))]);

    private async Task RecordAsync(IDomainEvent recorded) => Assert.Null((await _fixture.Get<CommandExecutor>().ExecuteAsync<ServiceWaitlist>(
        ServiceWaitlist.StreamOf(Cut), _fixture.NewContext(), _ => Decision.Of(recorded), CancellationToken.None)).Refusal);
}
