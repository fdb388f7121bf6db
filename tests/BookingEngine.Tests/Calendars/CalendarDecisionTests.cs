using BookingEngine.Bookings;
using BookingEngine.Bookings.Book;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Holds;
using BookingEngine.Slots.Occupied;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.EventSourcing;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Tests.Calendars;

public sealed class CalendarDecisionTests
{
    private static readonly Instant Ten = Instant.FromUtc(2031, 6, 2, 10, 0);

    [Fact]
    public void A_free_slot_is_booked()
    {
        var wanted = TestBooking.At(Ten);
        Given.Events<Calendar>().Book(wanted).ThenEvents(wanted);
    }

    [Fact]
    public void A_taken_slot_is_refused() =>
        Given.Events<Calendar>(TestBooking.At(Ten)).Book(TestBooking.At(Ten)).ThenRefused("slot_unavailable");

    [Theory]
    [InlineData(-30, true)]
    [InlineData(-29, false)]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(29, false)]
    [InlineData(30, true)]
    public void Adjacent_intervals_are_accepted_and_overlapping_ones_refused(int minutes, bool isFree)
    {
        var decision = Given.Events<Calendar>(TestBooking.At(Ten)).Book(TestBooking.At(Ten + Duration.FromMinutes(minutes)));
        Assert.Equal(isFree, decision.Refusal is null);
    }

    [Fact]
    public void A_long_booking_before_many_short_ones_is_found()
    {
        var calendar = Given.Events<Calendar>(
            TestBooking.At(Ten, Duration.FromHours(8), Guid.CreateVersion7()), TestBooking.At(Ten + Duration.FromHours(9)), TestBooking.At(Ten + Duration.FromHours(10)));
        calendar.Book(TestBooking.At(Ten + Duration.FromHours(7))).ThenRefused("slot_unavailable");
    }

    [Fact]
    public void Case_27_a_booking_keeps_its_original_buffers()
    {
        var terms = BookingTerms.Of(DefaultCatalogue.InitialService with { BufferAfter = Duration.FromMinutes(15) });
        var calendar = Given.Events<Calendar>(TestBooking.At(Ten) with { Terms = terms });
        calendar.Book(TestBooking.At(Ten + Duration.FromMinutes(44))).ThenRefused("slot_unavailable");
        Assert.Null(calendar.Book(TestBooking.At(Ten + Duration.FromMinutes(45))).Refusal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_pending_booking_blocks_its_time_only_when_its_service_says_so(bool blocks)
    {
        var terms = BookingTerms.Of(DefaultCatalogue.InitialService with { PendingBlocks = blocks });
        var calendar = Given.Events<Calendar>(TestBooking.At(Ten) with { Terms = terms, IsPending = true });
        Assert.Equal(blocks ? "slot_unavailable" : null, calendar.Book(TestBooking.At(Ten)).Refusal?.Code);
    }

    [Fact]
    public void A_booking_is_dropped_a_month_after_its_end()
    {
        Assert.Equal(2, RememberedAfter(Occupancy.Kept));
        Assert.Equal(1, RememberedAfter(Occupancy.Kept + Duration.FromTicks(1)));
    }

    [Fact]
    public void A_booking_is_refused_when_its_resource_changed_location_meanwhile()
    {
        var moved = Given.Events<Calendar>(new ResourceChanged(DefaultCatalogue.InitialResource with { LocationId = new("elsewhere") }));
        Assert.Equal(BookingRefusals.ResourceMoving, moved.Book(TestBooking.At(Ten)).Refusal);
    }

    [Fact]
    public void An_imported_booking_takes_any_free_time_once()
    {
        var (past, now) = (TestBooking.At(Ten + Duration.FromMinutes(7)), Ten + Duration.FromDays(1));
        ImportBookingHandler.Import(Given.Events<Calendar>(), past, now).ThenEvents(past);
        ImportBookingHandler.Import(Given.Events<Calendar>(past), past, now).ThenEvents();
        ImportBookingHandler.Import(Given.Events<Calendar>(past), TestBooking.At(Ten), now).ThenRefused("slot_unavailable");
    }

    [Fact]
    public void A_hold_has_expired_once_its_time_is_booked_by_another()
    {
        var (id, owner, expires) = (Guid.CreateVersion7(), new UserId(Guid.CreateVersion7()), Ten - Duration.FromDays(1));
        var stream = Calendar.StreamOf(DefaultCatalogue.Resource);
        var calendar = Given.Events<Calendar>(new HoldPlaced(
                id, owner, DefaultCatalogue.Service, BookedInterval.From(Ten, Duration.FromMinutes(30), DefaultCatalogue.InitialLocation), 1,
                BookingTerms.Of(DefaultCatalogue.InitialService), expires))
            .Apply(new RecordedEvent(stream, 2, TestBooking.At(Ten), new CommitMetadata(expires, null, "test")));

        // The owner's request arrived before the hold expired and is decided afterwards.
        BookHoldHandler.Book(
            calendar, new HoldBooking(new BookHold(owner, new HoldId(DefaultCatalogue.Resource, id), DefaultCatalogue.InitialService), new BookingId(id), owner, IsPending: false, Details: null),
            expires - Duration.FromTicks(1))
            .ThenRefused("hold_expired");
    }

    private static int RememberedAfter(Duration passed)
    {
        var metadata = new CommitMetadata(Ten + Duration.FromMinutes(30) + passed, null, "test");
        var later = new RecordedEvent(Calendar.StreamOf(DefaultCatalogue.Resource), 2, TestBooking.At(Ten + Duration.FromDays(100)), metadata);
        return Given.Events<Calendar>(TestBooking.At(Ten)).Apply(later).Occupied.Count;
    }
}
