using BookingEngine.BookingLimits;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.Bookings.Series.Rules;
using BookingEngine.Bookings.Show;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Queues;
using BookingEngine.ReadModels;
using BookingEngine.Tests.Recovery;
using BookingEngine.Tests.Transfers;
using BookingEngine.Users;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.Bookings.Series;

/// <summary>What all bookings of a series have in common is read, expanded and queued once.</summary>
public sealed class SeriesReadTests : SeriesCases
{
    [Fact]
    public async Task The_commit_of_a_series_is_read_once_for_all_its_histories()
    {
        await Salon.ServiceAsync("cut");
        var bookings = await BookedAsync(SalonFixture.Ada);
        List<string> calls = [];
        var store = RecordingProxy.Around(Salon.Services.GetRequiredService<IEventStore>(), calls.Add);
        var history = new BookingHistory(Salon.Services.GetRequiredService<IReadModelStore>(), store, Salon.Services.GetRequiredService<EventCatalogue>());
        foreach (var id in bookings.Select(booking => new BookingId(Guid.Parse($"{booking["id"]}"))))
        {
            var recorded = Assert.Single(await history.ReadAsync(id, CancellationToken.None));
            Assert.Equal(id, ((BookingMade)recorded.Event).BookingId);
        }

        Assert.Equal(["IEventStore.FindAtAsync"], calls);
    }

    [Fact]
    public async Task Claims_that_expire_together_have_one_message()
    {
        var queue = new FixtureQueue(Salon.Clock);
        var handler = new SettleClaimsLater("claims", CustomerClaims.Category, HandlerStart.Beginning, queue, Salon.Clock);
        var (now, stream) = (Instant.FromDateTimeOffset(Salon.Clock.GetUtcNow()), CustomerClaims.StreamOf(new UserId(Guid.CreateVersion7())));
        foreach (var (number, expires) in new[] { 30, 30, 30, 60 }.Index())
        {
            var claimed = new LimitClaimed(
                new BookingId(Guid.CreateVersion7()), DefaultCatalogue.Service,
                new PendingClaim(new ClaimedTime(now, new LocalDate(2031, 1, 1)), Guid.Empty, now, now + Duration.FromSeconds(expires)));
            await handler.HandleAsync(new RecordedEvent(stream, number + 1, claimed, new CommitMetadata(now, null, "test")), CancellationToken.None);
        }

        Salon.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal([stream.Id, stream.Id], queue.Take(QueueNames.Claims));
    }

    [Fact]
    public void A_rule_is_expanded_once_for_all_resources()
    {
        var (first, dates) = (new LocalDate(2031, 1, 1), new ThreeDates());
        var remembered = new RememberedDates(dates);
        Assert.Equal([first, first.PlusDays(1)], remembered.From(first, "FREQ=DAILY").Take(2));
        Assert.Equal([first, first.PlusDays(1), first.PlusDays(2)], remembered.From(first, "FREQ=DAILY"));
        Assert.Equal([first, first.PlusDays(1), first.PlusDays(2)], remembered.From(first, "FREQ=DAILY"));
        Assert.Equal(3, dates.Read);
    }

    private sealed class ThreeDates : IRecurringDates
    {
        public int Read { get; private set; }

        public IEnumerable<LocalDate> From(LocalDate start, string pattern)
        {
            while (Read < 3)
            {
                yield return start.PlusDays(Read++);
            }
        }
    }
}
