using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Tests.EventSourcing;
using BookingEngine.Waitlist;
using BookingEngine.Waitlist.Offers;
using static BookingEngine.Tests.EventSourcing.StoredEventExamples;
using static BookingEngine.Tests.Waitlist.WaitlistFixture;

namespace BookingEngine.Tests.Waitlist;

/// <summary>When staff take an offer away.</summary>
public sealed class RevokedOfferTests
{
    private static readonly ServiceId Wash = new("wash");

    [Fact]
    public async Task A_seat_of_a_session_that_was_booked_over_stays_offered()
    {
        await using var fixture = await OpenAsync(WaitlistFixture.InMemory, service => service with { Capacity = 2 });
        await fixture.CreateAsync(DefaultCatalogue.InitialService with { Id = Wash, ResourceIds = [Ann] });
        var (leaving, _) = (await fixture.BookAsync(1), await fixture.BookAsync(4));
        await fixture.BookAsync(0, service: Wash, overrides: true);
        var entry = await fixture.JoinAsync(2);
        await fixture.CancelAsync(leaving);
        await fixture.DeliverAsync();
        var offer = (await fixture.SeeAsync(entry)).Offered!;
        fixture.Pass(Minute);
        await fixture.DeliverAsync();
        Assert.Equal(offer.Id, (await fixture.SeeAsync(entry)).Offered?.Id);
        Assert.Null((await fixture.TakeAsync(entry)).Refusal);
    }

    [Fact]
    public async Task Over_a_lowered_capacity_a_seat_of_a_session_stays_offered()
    {
        await using var fixture = await OpenAsync(WaitlistFixture.InMemory, service => service with { Capacity = 2 });
        await fixture.CreateAsync(DefaultCatalogue.InitialService with { Id = Wash, ResourceIds = [Ann] });
        await fixture.ChangeAsync(Ann, resource => resource with { Capacity = 2 });
        var (leaving, _) = (await fixture.BookAsync(1), await fixture.BookAsync(4));
        await fixture.BookAsync(5, service: Wash);
        await fixture.ChangeAsync(Ann, resource => resource with { Capacity = 1 });
        var entry = await fixture.JoinAsync(2);
        await fixture.CancelAsync(leaving);
        await fixture.DeliverAsync();
        fixture.Pass(Minute);
        await fixture.DeliverAsync();
        Assert.Equal((EntryStatus.Offered, 1), (await fixture.StatusOfAsync(entry), (await fixture.SeeAsync(entry)).Offers));
    }

    [Fact]
    public void A_time_that_a_move_only_reserves_takes_no_offer_away()
    {
        var (hold, move) = ((HoldPlaced)Examples["hold-placed.v1"], (MoveReserved)Examples["move-reserved.v1"]);
        var terms = hold.Terms with { Shared = false };
        var calendar = Given.Events<Calendar>(
            hold with { Terms = terms, Time = Time }, move with { BookingId = new BookingId(UserGuid), Terms = terms, Time = Time, Status = BookingStatus.Confirmed });
        Assert.Equal(2, calendar.Occupied.Times.Count(time => time.Blocks));
        Assert.False(OfferHolds.IsOverbooked(calendar.Occupied, hold.HoldId, capacity: 1, seats: 1, hold.Expires - Minute));
    }

    [Fact]
    public async Task A_slot_that_was_taken_away_twice_is_never_offered_again()
    {
        await using var fixture = await OpenAsync();
        var booking = await fixture.BookAsync(1);
        var entry = await fixture.JoinAsync(2);
        foreach (var missed in new[] { false, true })
        {
            await fixture.CancelAsync(booking);
            await fixture.DeliverAsync();
            Assert.Equal(EntryStatus.Offered, await fixture.StatusOfAsync(entry));
            booking = await fixture.BookAsync(0, overrides: true);
            await fixture.DeliverAsync();
            Assert.Equal((EntryStatus.Waiting, missed), (await fixture.StatusOfAsync(entry), (await fixture.SeeAsync(entry)).Missed?.Contains(Ten) is true));
        }

        await fixture.CancelAsync(booking);
        await fixture.DeliverAsync();
        Assert.Equal((EntryStatus.Waiting, 0), (await fixture.StatusOfAsync(entry), (await fixture.SeeAsync(entry)).Lapses));
        await fixture.AssertSettledAsync();
    }
}
