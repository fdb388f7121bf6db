using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Holds;
using BookingEngine.Waitlist;
using NodaTime;
using static BookingEngine.Tests.Waitlist.WaitlistFixture;

namespace BookingEngine.Tests.Waitlist;

/// <summary>Who gets a place that becomes free, and what becomes of the offer.</summary>
public sealed class OfferTests : IAsyncLifetime
{
    private WaitlistFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await OpenAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task A_cancelled_place_is_offered_to_the_first_who_waits()
    {
        var booking = await _fixture.BookAsync(1);
        var (first, second) = (await _fixture.JoinAsync(2), await _fixture.JoinAsync(3));
        await _fixture.DeliverAsync();
        Assert.Equal(EntryStatus.Waiting, await _fixture.StatusOfAsync(first));

        await CancelAsync(booking);
        var offer = (await _fixture.SeeAsync(first)).Offered!;
        Assert.Equal((Ten, _fixture.Now + Hour, Ann), (offer.Time.Start, offer.Expires, offer.ResourceId));
        Assert.Equal(EntryStatus.Waiting, await _fixture.StatusOfAsync(second));
        Assert.Equal("slot_unavailable", (await _fixture.TryBookAsync(_fixture.By, 4)).Refusal!.Code);
        await _fixture.AssertSettledAsync();
    }

    [Fact]
    public async Task An_offer_that_is_taken_is_booked_once()
    {
        var (first, second) = await OfferedAsync();
        await _fixture.TakeAsync(first);
        await _fixture.DeliverAsync();
        Assert.False((await _fixture.TakeAsync(first)).IsRefused(out var refusal, out var booking), refusal?.Code);
        Assert.Equal((Person(2), Ten, BookingStatus.Confirmed), (booking!.UserId, booking.Slot, booking.Status));

        var taken = await _fixture.SeeAsync(first);
        Assert.Equal((EntryStatus.Taken, (BookingId?)booking.Id), (taken.Status, taken.BookingId));
        Assert.Null((await _fixture.CancelAsync(booking)).Refusal);
        await _fixture.DeliverAsync();
        Assert.Equal((EntryStatus.Taken, EntryStatus.Offered), (await _fixture.StatusOfAsync(first), await _fixture.StatusOfAsync(second)));
        await _fixture.AssertSettledAsync();
    }

    [Fact]
    public async Task An_offer_can_be_taken_until_just_before_it_expires()
    {
        var (first, second) = await OfferedAsync();
        _fixture.Pass((await _fixture.SeeAsync(first)).Offered!.Expires - _fixture.Now - Duration.FromTicks(1));
        Assert.Null((await _fixture.TakeAsync(first)).Refusal);
        _fixture.Pass(Minute);
        await _fixture.DeliverAsync();
        Assert.Equal((EntryStatus.Taken, EntryStatus.Waiting), (await _fixture.StatusOfAsync(first), await _fixture.StatusOfAsync(second)));
        await _fixture.AssertSettledAsync();
    }

    [Fact]
    public async Task Taken_at_the_expiry_it_is_hold_expired_and_the_next_is_offered()
    {
        var (first, second) = await OfferedAsync();
        var offer = (await _fixture.SeeAsync(first)).Offered!;
        _fixture.Pass(offer.Expires - _fixture.Now);
        Assert.Equal("hold_expired", (await _fixture.TakeAsync(first)).Refusal!.Code);

        _fixture.Pass(Duration.FromSeconds(1));
        await _fixture.DeliverAsync();
        Assert.Equal((EntryStatus.Waiting, EntryStatus.Offered), (await _fixture.StatusOfAsync(first), await _fixture.StatusOfAsync(second)));
        Assert.Equal(("hold_expired", "hold_expired"), ((await _fixture.TakeAsync(first)).Refusal!.Code, (await _fixture.TakeAsync(first, offer.Id)).Refusal!.Code));
        await _fixture.AssertSettledAsync();
    }

    [Fact]
    public async Task A_slot_that_lapsed_is_never_offered_to_the_entry_again()
    {
        var (first, second) = await OfferedAsync();
        await LapseAsync(first);
        await LapseAsync(second);
        Assert.Equal((EntryStatus.Waiting, EntryStatus.Waiting), (await _fixture.StatusOfAsync(first), await _fixture.StatusOfAsync(second)));
        Assert.Equal([Ten], (await _fixture.SeeAsync(first)).Missed!.Value.ToArray());
        await _fixture.BookAsync(5); // it is free
        await _fixture.AssertSettledAsync();
    }

    [Fact]
    public async Task Three_lapses_close_an_entry()
    {
        Booking[] bookings = [await _fixture.BookAsync(1, Ten), await _fixture.BookAsync(1, Ten + Hour), await _fixture.BookAsync(1, Ten + Hour + Hour)];
        for (var slot = Ten; slot < Ten + Hour * 3; slot += Duration.FromMinutes(30))
        {
            await _fixture.TryBookAsync(_fixture.By, 9, slot);
        }

        var entry = await _fixture.JoinAsync(2, join => join with { To = new(null, Ten + Hour * 3) });
        foreach (var booking in bookings)
        {
            await CancelAsync(booking);
            Assert.Equal(booking.Slot, (await _fixture.SeeAsync(entry)).Offered!.Time.Start);
            await LapseAsync(entry);
        }

        var closed = await _fixture.SeeAsync(entry);
        Assert.Equal((EntryStatus.Lapsed, EntryEnd.Lapses, 3), (closed.Status, closed.EndedBecause, closed.Lapses));
        Assert.Equal("hold_expired", (await _fixture.TakeAsync(entry)).Refusal!.Code);
        await _fixture.AssertSettledAsync();
    }

    [Fact]
    public async Task A_refused_offer_goes_to_the_next_and_keeps_the_place()
    {
        var (first, second) = await OfferedAsync();
        Assert.Null((await _fixture.RefuseAsync(first)).Refusal);
        await _fixture.DeliverAsync();
        Assert.Equal((EntryStatus.Waiting, EntryStatus.Offered), (await _fixture.StatusOfAsync(first), await _fixture.StatusOfAsync(second)));
        Assert.Equal(0, (await _fixture.SeeAsync(first)).Lapses);
        await _fixture.RefuseAsync(second);
        await _fixture.DeliverAsync();
        Assert.Equal(EntryStatus.Waiting, await _fixture.StatusOfAsync(first));
        Assert.Equal([first.Id, second.Id], (await _fixture.WaitingAsync()).Select(e => e.Id));
        await _fixture.AssertSettledAsync();
    }

    [Fact]
    public async Task Leaving_while_offered_releases_the_place_for_the_next()
    {
        var (first, second) = await OfferedAsync();
        Assert.Null((await _fixture.LeaveAsync(first)).Refusal);
        await _fixture.DeliverAsync();
        Assert.Equal((EntryStatus.Left, EntryStatus.Offered), (await _fixture.StatusOfAsync(first), await _fixture.StatusOfAsync(second)));
        Assert.Equal("waitlist_closed", (await _fixture.TakeAsync(first)).Refusal!.Code);
        await _fixture.AssertSettledAsync();
    }

    [Fact]
    public async Task Erased_while_offered_the_place_goes_to_the_next()
    {
        var (first, second) = await OfferedAsync();
        await _fixture.Get<BookingEngine.Waitlist.Commands.LeaveWaitlistHandler>().EraseAsync(Person(2), _fixture.NewContext(), CancellationToken.None);
        await _fixture.DeliverAsync();
        Assert.Equal((EntryStatus.Ended, EntryStatus.Offered), (await _fixture.StatusOfAsync(first), await _fixture.StatusOfAsync(second)));
        Assert.Equal(EntryEnd.Erased, (await _fixture.SeeAsync(first)).EndedBecause);
        await _fixture.AssertSettledAsync();
    }

    [Fact]
    public async Task A_retired_service_ends_all_entries_and_releases_the_hold()
    {
        var (first, second) = await OfferedAsync();
        await _fixture.ChangeAsync(service => service with { Active = false });
        await _fixture.DeliverAsync();
        Assert.Equal((EntryEnd.NotOffered, EntryEnd.NotOffered), ((await _fixture.SeeAsync(first)).EndedBecause, (await _fixture.SeeAsync(second)).EndedBecause));
        await _fixture.AssertSettledAsync();
    }

    [Fact]
    public async Task A_booking_over_an_offer_lets_the_entry_wait_on()
    {
        var (first, second) = await OfferedAsync();
        var over = await _fixture.BookAsync(0, overrides: true);
        await _fixture.DeliverAsync();
        var entry = await _fixture.SeeAsync(first);
        Assert.Equal((EntryStatus.Waiting, 0, (int?)null), (entry.Status, entry.Lapses, entry.Missed?.Length));
        await _fixture.AssertSettledAsync();

        await CancelAsync(over);
        Assert.Equal((EntryStatus.Offered, EntryStatus.Waiting), (await _fixture.StatusOfAsync(first), await _fixture.StatusOfAsync(second)));
    }

    [Fact]
    public async Task A_resource_that_is_retired_and_returns_offers_again()
    {
        var (first, _) = await OfferedAsync();
        await _fixture.ChangeAsync(Ann, resource => resource with { Active = false });
        await _fixture.DeliverAsync();
        Assert.Equal(EntryStatus.Waiting, await _fixture.StatusOfAsync(first));
        await _fixture.ChangeAsync(Ann, resource => resource with { Active = true });
        await _fixture.DeliverAsync();
        Assert.Equal(EntryStatus.Offered, await _fixture.StatusOfAsync(first));
        await _fixture.AssertSettledAsync();
    }

    [Fact]
    public async Task A_released_offer_counts_as_refused()
    {
        var (first, second) = await OfferedAsync();
        var offer = (await _fixture.SeeAsync(first)).Offered!;
        await _fixture.Get<ReleaseHoldHandler>().HandleAsync(
            new ReleaseHold(new HoldId(offer.Lead, offer.HoldId), offer.UserId), _fixture.NewContext(), CancellationToken.None);
        await _fixture.DeliverAsync();
        Assert.Equal((EntryStatus.Waiting, EntryStatus.Offered), (await _fixture.StatusOfAsync(first), await _fixture.StatusOfAsync(second)));
        await _fixture.AssertSettledAsync();
    }

    [Fact]
    public async Task An_offer_booked_as_any_hold_counts_as_taken()
    {
        var (first, _) = await OfferedAsync();
        var offer = (await _fixture.SeeAsync(first)).Offered!;
        var (holds, id) = (_fixture.Get<BookHoldHandler>(), new HoldId(offer.Lead, offer.HoldId));
        var booked = await holds.HandleAsync(
            new BookHold(offer.UserId, id, await holds.ServiceOfAsync(offer.UserId, id, CancellationToken.None)), _fixture.NewContext(), CancellationToken.None);
        Assert.Null(booked.Refusal);
        await _fixture.DeliverAsync();
        Assert.Equal(EntryStatus.Taken, await _fixture.StatusOfAsync(first));
        await _fixture.AssertSettledAsync();
    }

    // The second and the third person wait, and the second is offered ten o'clock.
    private async Task<(WaitlistEntry First, WaitlistEntry Second)> OfferedAsync()
    {
        var booking = await _fixture.BookAsync(1);
        var (first, second) = (await _fixture.JoinAsync(2), await _fixture.JoinAsync(3));
        await CancelAsync(booking);
        Assert.Equal(EntryStatus.Offered, await _fixture.StatusOfAsync(first));
        return (first, second);
    }

    private async Task CancelAsync(Booking booking)
    {
        Assert.Null((await _fixture.CancelAsync(booking)).Refusal);
        await _fixture.DeliverAsync();
    }

    private async Task LapseAsync(WaitlistEntry entry)
    {
        _fixture.Pass((await _fixture.SeeAsync(entry)).Offered!.Expires - _fixture.Now + Duration.FromSeconds(1));
        await _fixture.DeliverAsync();
    }
}
