using BookingEngine.Aggregates;
using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Tests.Transfers;
using BookingEngine.Waitlist;
using BookingEngine.Waitlist.Offers;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static BookingEngine.Tests.Waitlist.WaitlistFixture;

namespace BookingEngine.Tests.Waitlist;

/// <summary>What happens just before an entry is reserved for an offer.</summary>
public sealed class ReservationRaceTests
{
    private static readonly ServiceId Wash = new("wash");
    private static readonly Instant HalfPast = Ten + Duration.FromMinutes(30);

    [Theory]
    [InlineData(WaitlistFixture.InMemory)]
    [InlineData(FixtureInstances.Embedded)]
    public async Task Two_instances_with_different_slots_reserve_an_entry_once(string engine)
    {
        await using var fixture = await OpenAsync(engine, Ann, Ben);
        await AwaitElsewhereAsync(fixture);
        Booking[] bookings = [await fixture.BookAsync(1, Ten, Ann), await fixture.BookAsync(1, HalfPast, Ben)];
        await fixture.BookAsync(9, HalfPast, Ann);
        await fixture.BookAsync(9, Ten, Ben);
        var entry = await fixture.JoinAsync(2, join => join with { To = new(null, HalfPast + Minute) });
        await fixture.CancelAsync(bookings[0]);
        await fixture.CancelAsync(bookings[1]);
        fixture.LoseMessages();

        // The first instance is about to reserve Ann's slot. Then somebody who waits for another service is about to get that one, and another instance offers Ben's.
        await LookAsync(BeforeReserving(fixture, 1, async _ =>
        {
            await ReserveAsync(fixture, bookings[0]);
            await LookAsync(fixture.By);
        }));
        await fixture.ProjectAsync();
        var offer = (await fixture.SeeAsync(entry)).Offered!;
        Assert.Equal((Ben, HalfPast), (offer.Lead, offer.Time.Start));
        var ann = (await fixture.Get<AggregateLoader>().RefreshAsync<Calendar>(Calendar.StreamOf(Ann), CancellationToken.None)).State;
        Assert.Null(ann.FindHold(offer.HoldId));
        fixture.Pass(Minute);
        await fixture.SweepAsync();
        await fixture.DeliverAsync();
        await fixture.AssertSettledAsync();
    }

    [Fact]
    public async Task Three_lost_slots_queue_one_message_and_the_fourth_is_next()
    {
        await using var fixture = await OpenAsync();
        Instant[] starts = [Ten, HalfPast, Ten + Hour, HalfPast + Hour];
        List<Booking> bookings = [];
        foreach (var start in starts)
        {
            bookings.Add(await fixture.BookAsync(1, start));
        }

        var entry = await fixture.JoinAsync(2, join => join with { To = new(null, Ten + Hour * 2) });
        foreach (var booking in bookings)
        {
            await fixture.CancelAsync(booking);
        }

        fixture.LoseMessages();
        List<Booking> passing = [];
        await LookAsync(BeforeReserving(fixture, 3, async n => passing.Add(await fixture.BookAsync(8, starts[n]))));
        Assert.Equal(3, passing.Count);
        fixture.Pass(Minute);
        Assert.Single(fixture.Messages(), "due-cut");

        foreach (var booking in passing)
        {
            await fixture.CancelAsync(booking);
        }

        await fixture.DeliverAsync();
        Assert.Equal(starts[3], (await fixture.SeeAsync(entry)).Offered!.Time.Start);
        await fixture.AssertSettledAsync();
    }

    // Somebody waits for another service of Ann, so that its waitlist is read as well.
    private static async Task AwaitElsewhereAsync(WaitlistFixture fixture)
    {
        var later = Ten + Hour * 2;
        await fixture.CreateAsync(DefaultCatalogue.InitialService with { Id = Wash, ResourceIds = [Ann] });
        await fixture.BookAsync(9, later, service: Wash);
        await fixture.JoinAsync(5, join => join with { ServiceId = Wash, From = new(null, later), To = new(null, later + Minute) });
        await fixture.DeliverAsync();
    }

    // Reserves an entry of the other service for the time of a booking, without a word to the calendar yet.
    private static async Task ReserveAsync(WaitlistFixture fixture, Booking booking)
    {
        var joined = new EntryJoined(new EntryId(Person(10).Value), Person(10), Wash, new Wish(null, Ten, Ten + Minute, [], [], booking.TimeZone, 1), Details: null);
        var id = OfferId.Of(joined.EntryId, 0);
        var time = new BookedInterval(booking.Slot, booking.End, booking.Slot.InUtc().LocalDateTime, booking.TimeZone, "");
        var reserved = new EntryReserved(joined.EntryId, new Offer(id, joined.UserId, Ann, id.HoldId, time, fixture.Now, fixture.Now + Hour));
        Assert.Null((await fixture.Get<CommandExecutor>().ExecuteAsync<ServiceWaitlist>(
            ServiceWaitlist.StreamOf(Wash), fixture.NewContext(), _ => Decision.Of(joined, reserved), CancellationToken.None)).Refusal);
    }

    // An instance that acts each time just before it reserves an entry.
    private static IServiceProvider BeforeReserving(WaitlistFixture fixture, int times, Func<int, Task> act)
    {
        var count = 0;
        return fixture.NewInstance(step => step == "append entry-reserved.v1" && count < times ? act(count++) : Task.CompletedTask);
    }

    private static Task LookAsync(IServiceProvider by) =>
        by.GetRequiredService<WaitlistMessages>().HandleAsync($"{ServiceWaitlist.StreamOf(Cut)}", CancellationToken.None);
}
