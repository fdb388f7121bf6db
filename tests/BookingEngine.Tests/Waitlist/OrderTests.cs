using BookingEngine.Bookings;
using BookingEngine.Catalogue;
using BookingEngine.Guests;
using BookingEngine.Users;
using BookingEngine.Waitlist;
using NodaTime;
using static BookingEngine.Tests.Waitlist.WaitlistFixture;

namespace BookingEngine.Tests.Waitlist;

/// <summary>Who may join, who is next, and who is skipped.</summary>
public sealed class OrderTests
{
    private static readonly ServiceId Wash = new("wash");

    [Fact]
    public async Task Joining_while_a_slot_is_free_then_slots_available_with_three_starts()
    {
        await using var fixture = await OpenAsync();
        await fixture.BookAsync(1);
        var outcome = await fixture.TryJoinAsync(fixture.By, 2, join => join with { To = new(null, Ten + Hour * 5) });
        var refusal = Assert.IsType<SlotsAvailable>(outcome.Refusal);
        Assert.Equal(("slots_available", RefusalKind.Conflict), (refusal.Code, refusal.Kind));
        Assert.Equal([Ten + Hour / 2, Ten + Hour, Ten + Hour * 3 / 2], refusal.NextStarts);
        Assert.Empty(await fixture.WaitingAsync());
    }

    [Fact]
    public async Task A_wish_of_weekdays_and_times_is_met_by_these_only()
    {
        await using var fixture = await OpenAsync();
        var wish = new Wish(null, Ten - Hour * 48, Ten + Hour * 200, [IsoDayOfWeek.Wednesday], [new(new(9 * 60), new(12 * 60)), new(new(22 * 60), new(60))], "Etc/UTC", 1);
        Assert.Equal(IsoDayOfWeek.Wednesday, Ten.InUtc().DayOfWeek);
        Assert.Equal(
            [true, true, false, false, true, true, false],
            new[] { Ten, Ten - Hour, Ten - Hour * 2, Ten + Hour * 24, Ten + Hour * 13, Ten - Hour * 10, Ten - Hour * 9 }.Select(wish.IsMetBy));
    }

    [Fact]
    public async Task A_range_that_is_over_or_empty_is_refused()
    {
        await using var fixture = await OpenAsync();
        foreach (var (from, to, code) in new[] { (Start - Hour, Start, "slot_in_past"), (Ten, Ten, "slot_in_past"), (Ten + Hour, Ten, "range_reversed") })
        {
            var outcome = await fixture.TryJoinAsync(fixture.By, 2, join => join with { From = new(null, from), To = new(null, to) });
            Assert.Equal(code, outcome.Refusal!.Code);
        }
    }

    [Fact]
    public async Task Over_services_of_one_resource_the_first_to_join_is_next()
    {
        await using var fixture = await OpenAsync();
        await fixture.CreateAsync(DefaultCatalogue.InitialService with { Id = Wash, ResourceIds = [Ann] });
        var booking = await fixture.BookAsync(1);
        var first = await fixture.JoinAsync(2, join => join with { ServiceId = Wash });
        var second = await fixture.JoinAsync(3);
        await fixture.CancelAsync(booking);
        await fixture.Get<BookingEngine.Waitlist.Offers.WaitlistMessages>().HandleAsync($"{ServiceWaitlist.StreamOf(Cut)}", CancellationToken.None);
        await fixture.DeliverAsync();
        Assert.Equal((EntryStatus.Offered, EntryStatus.Waiting), (await fixture.StatusOfAsync(first), await fixture.StatusOfAsync(second)));
        await fixture.AssertSettledAsync();
    }

    [Fact]
    public async Task A_customer_has_one_open_offer_of_a_service()
    {
        await using var fixture = await OpenAsync(WaitlistFixture.InMemory, Ann, Ben);
        Booking[] bookings = [await fixture.BookAsync(1, resource: Ann), await fixture.BookAsync(1, resource: Ben)];
        var (first, again, other) = (await fixture.JoinAsync(2), await fixture.JoinAsync(2), await fixture.JoinAsync(3));
        await fixture.CancelAsync(bookings[0]);
        await fixture.CancelAsync(bookings[1]);
        await fixture.DeliverAsync();
        Assert.Equal(
            [EntryStatus.Offered, EntryStatus.Waiting, EntryStatus.Offered],
            [await fixture.StatusOfAsync(first), await fixture.StatusOfAsync(again), await fixture.StatusOfAsync(other)]);
        await fixture.AssertSettledAsync();
    }

    [Fact]
    public async Task One_who_has_reached_a_limit_is_skipped()
    {
        await using var fixture = await OpenAsync(WaitlistFixture.InMemory, service => service with { Limits = new CustomerLimits(1, null) });
        var booking = await fixture.BookAsync(1);
        var own = await fixture.BookAsync(2, Ten + Hour);
        var (limited, next) = (await fixture.JoinAsync(2), await fixture.JoinAsync(3));
        await fixture.CancelAsync(booking);
        await fixture.DeliverAsync();
        Assert.Equal((EntryStatus.Waiting, EntryStatus.Offered), (await fixture.StatusOfAsync(limited), await fixture.StatusOfAsync(next)));

        await fixture.CancelAsync(own);
        await fixture.RefuseAsync(next);
        await fixture.DeliverAsync();
        Assert.Equal(EntryStatus.Offered, await fixture.StatusOfAsync(limited));
        await fixture.AssertSettledAsync();
    }

    [Fact]
    public async Task A_limit_reached_elsewhere_while_offered_does_not_keep_from_taking()
    {
        await using var fixture = await OpenAsync(WaitlistFixture.InMemory, service => service with { Limits = new CustomerLimits(1, null) });
        var booking = await fixture.BookAsync(1);
        var entry = await fixture.JoinAsync(2);
        await fixture.CancelAsync(booking);
        await fixture.DeliverAsync();
        Assert.Equal("limit_reached", (await fixture.TryBookAsync(fixture.By, 2, Ten + Hour)).Refusal!.Code);
        Assert.Null((await fixture.TakeAsync(entry)).Refusal);
        await fixture.DeliverAsync();
        await fixture.AssertSettledAsync();
    }

    [Fact]
    public async Task A_smaller_quantity_passes_one_that_does_not_fit()
    {
        await using var fixture = await OpenAsync(WaitlistFixture.InMemory, service => service with { Capacity = 4 });
        await fixture.BookAsync(1, quantity: 2);
        var leaving = await fixture.BookAsync(4, quantity: 2);
        var (three, one) = (await fixture.JoinAsync(2, join => join with { Quantity = 3 }), await fixture.JoinAsync(3));
        await fixture.CancelAsync(leaving);
        await fixture.DeliverAsync();
        Assert.Equal((EntryStatus.Waiting, EntryStatus.Offered), (await fixture.StatusOfAsync(three), await fixture.StatusOfAsync(one)));

        await fixture.ChangeAsync(service => service with { Capacity = 6 });
        await fixture.DeliverAsync();
        Assert.Equal(EntryStatus.Offered, await fixture.StatusOfAsync(three));
        await fixture.AssertSettledAsync();
    }

    [Theory]
    [InlineData(60 + 9, null)]
    [InlineData(60 + 10, 10)]
    [InlineData(60 + 45, 45)]
    [InlineData(60 + 90, 60)]
    public async Task An_offer_ends_with_the_notice_and_lasts_ten_minutes_at_least(int minutesAhead, int? lasts)
    {
        await using var fixture = await OpenAsync(WaitlistFixture.InMemory, service => service with { MinimumNotice = Hour });
        var booking = await fixture.BookAsync(1);
        var entry = await fixture.JoinAsync(2);
        await fixture.DeliverAsync();
        fixture.Pass(Ten - Minute * minutesAhead - fixture.Now);
        await fixture.CancelAsync(booking);
        await fixture.DeliverAsync();
        var offered = (await fixture.SeeAsync(entry)).Offered;
        Assert.Equal(lasts, offered is null ? null : (int)(offered.Expires - fixture.Now).TotalMinutes);
        await fixture.AssertSettledAsync();
    }

    [Fact]
    public async Task A_guest_gets_the_offer_and_the_booking()
    {
        await using var fixture = await OpenAsync();
        var booking = await fixture.BookAsync(1);
        var entry = await fixture.JoinAsync(900, join => join with { Guest = new Guest("Grace", EmailAddress.TryParse("grace@example.com"), null) });
        await fixture.CancelAsync(booking);
        await fixture.DeliverAsync();
        Assert.False((await fixture.TakeAsync(entry)).IsRefused(out var refusal, out var taken), refusal?.Code);
        Assert.Equal(entry.UserId, taken!.UserId);
        var text = await fixture.Get<BookingTexts>().DecryptAsync(taken.UserId, taken.Id, taken.Details, CancellationToken.None);
        Assert.Contains("grace@example.com", text!, StringComparison.Ordinal);
        await fixture.DeliverAsync();
        await fixture.AssertSettledAsync();
    }

    [Fact]
    public async Task A_guests_entry_that_an_account_takes_over_is_the_accounts()
    {
        await using var fixture = await OpenAsync();
        var booking = await fixture.BookAsync(1);
        var entry = await fixture.JoinAsync(900, join => join with { Guest = new Guest("Grace", EmailAddress.TryParse("grace@example.com"), null) });
        await fixture.CancelAsync(booking);
        await fixture.Get<BookingEngine.Waitlist.Commands.AssignGuestEntries>().AssignAsync(entry.UserId, Person(7), "verified", CancellationToken.None);
        await fixture.DeliverAsync();
        var assigned = await fixture.SeeAsync(entry);
        Assert.Equal((Person(7), Person(7)), (assigned.UserId, assigned.Offered!.UserId));
        Assert.Null((await fixture.TakeAsync(entry)).Refusal);
        await fixture.DeliverAsync();
        await fixture.AssertSettledAsync();
    }
}
