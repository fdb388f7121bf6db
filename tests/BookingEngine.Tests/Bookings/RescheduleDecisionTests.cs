using BookingEngine.Bookings;
using BookingEngine.Bookings.Reschedule;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Tests.EventSourcing;
using BookingEngine.Transfers;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Tests.Bookings;

/// <summary>Rescheduling within one calendar. The service takes an hour on a grid of half hours.</summary>
public sealed class RescheduleDecisionTests
{
    private static readonly Instant Ten = Instant.FromUtc(2031, 6, 2, 10, 0);
    private static readonly Instant Eve = Ten - Duration.FromDays(1);
    private static readonly Service Hour = DefaultCatalogue.InitialService with { Duration = Duration.FromHours(1) };
    private static readonly Service OnNotice = Hour with { RescheduleNotice = Duration.FromHours(24), CancellationNotice = Duration.FromHours(48) };
    private static readonly BookingMade Made = Of(Hour, Ten);

    [Fact]
    public void Case_24_a_booking_does_not_block_itself()
    {
        var calendar = Given.Events<Calendar>(Made);
        var moved = Moved(Made, HalfPast);
        Reschedule(calendar, Made, HalfPast).ThenEvents(moved);
        var after = Given.Events<Calendar>(Made, moved);
        Assert.Equal([new BookingSpan(Made.BookingId, HalfPast, HalfPast + Duration.FromHours(1))], after.BookingSpans);
        Assert.Null(after.Book(TestBooking.At(Ten)).Refusal);
        after.Book(TestBooking.At(Ten + Duration.FromMinutes(60))).ThenRefused("slot_unavailable");
    }

    [Fact]
    public void Rescheduling_to_the_same_time_changes_nothing_however_late()
    {
        var made = Of(OnNotice, Ten);
        Reschedule(Given.Events<Calendar>(made), made, Ten, now: Ten + Duration.FromDays(1)).ThenEvents();
        Reschedule(Given.Events<Calendar>(made.Until(BookingStatus.Cancelled)), made, Ten).ThenRefused("wrong_state");
    }

    [Fact]
    public void A_customer_may_reschedule_until_the_instant_the_notice_begins()
    {
        var (made, late) = (Of(OnNotice, Ten), Eve + Duration.FromTicks(1));
        var calendar = Given.Events<Calendar>(made);
        Reschedule(calendar, made, HalfPast, now: Eve).ThenEvents(Moved(made, HalfPast));
        Reschedule(calendar, made, HalfPast, now: late).ThenRefused("reschedule_window");
        Reschedule(calendar, made, HalfPast, now: late, right: BookingRight.Staff).ThenEvents(Moved(made, HalfPast, isOverride: true));
    }

    [Fact]
    public void Without_notice_a_customer_may_reschedule_until_the_start()
    {
        var calendar = Given.Events<Calendar>(Made);
        Reschedule(calendar, Made, Ten + Duration.FromHours(3), now: Ten - Duration.FromTicks(1)).ThenEvents(Moved(Made, Ten + Duration.FromHours(3)));
        Reschedule(calendar, Made, Ten + Duration.FromHours(3), now: Ten).ThenRefused("reschedule_window");
    }

    [Fact]
    public void The_new_time_follows_the_rules_unless_overridden()
    {
        var calendar = Given.Events<Calendar>(Made, TestBooking.At(Ten + Duration.FromHours(2)));
        var offGrid = Ten + Duration.FromMinutes(7);
        Reschedule(calendar, Made, Ten + Duration.FromMinutes(90)).ThenRefused("slot_unavailable");
        Reschedule(calendar, Made, offGrid).ThenRefused("slot_off_grid");
        Reschedule(calendar, Made, Eve - Duration.FromMinutes(30)).ThenRefused("slot_in_past");
        Override(calendar, Ten + Duration.FromMinutes(90)).ThenEvents(Moved(Made, Ten + Duration.FromMinutes(90), isOverride: true));
        Override(calendar, offGrid).ThenEvents(Moved(Made, offGrid, isOverride: true));
        Override(calendar, Eve).ThenRefused("slot_in_past");
    }

    [Fact]
    public void Case_27_a_rescheduled_booking_keeps_its_duration_and_buffers()
    {
        var made = Of(Hour with { BufferAfter = Duration.FromMinutes(30) }, Ten);
        var calendar = Given.Events<Calendar>(made, TestBooking.At(Ten + Duration.FromMinutes(150)));
        var now = Hour with { Duration = Duration.FromMinutes(30), SlotInterval = Duration.FromMinutes(15) };
        Reschedule(calendar, made, Ten + Duration.FromMinutes(60), service: now).ThenEvents(Moved(made, Ten + Duration.FromMinutes(60)));
        Reschedule(calendar, made, Ten + Duration.FromMinutes(75), service: now).ThenRefused("slot_unavailable");
    }

    [Fact]
    public void A_booking_of_a_retired_service_can_still_be_rescheduled() => Reschedule(
        Given.Events<Calendar>(Made), Made, HalfPast, service: Hour with { Active = false, ResourceIds = [new("elsewhere")] })
        .ThenEvents(Moved(Made, HalfPast));

    [Fact]
    public void Seats_move_only_to_a_session_with_enough_free_seats()
    {
        var group = Hour with { Capacity = 3 };
        var two = Of(group, Ten) with { Quantity = 2 };
        var later = Ten + Duration.FromHours(1);
        Reschedule(Given.Events<Calendar>(two, Of(group, later)), two, later, service: group).ThenEvents(Moved(two, later));
        Reschedule(Given.Events<Calendar>(two, Of(group, later) with { Quantity = 2 }), two, later, service: group).ThenRefused("not_enough_places");
    }

    [Theory]
    [InlineData(BookingStatus.Cancelled)]
    [InlineData(BookingStatus.Declined)]
    [InlineData(BookingStatus.Completed)]
    [InlineData(BookingStatus.NoShow)]
    public void An_ended_booking_is_not_rescheduled(BookingStatus status) =>
        Reschedule(Given.Events<Calendar>(Made.Until(status)), Made, HalfPast, right: BookingRight.Staff).ThenRefused("wrong_state");

    [Fact]
    public void A_rescheduled_pending_booking_stays_pending()
    {
        var pending = Made with { IsPending = true };
        Reschedule(Given.Events<Calendar>(pending), pending, HalfPast).ThenEvents(Moved(pending, HalfPast));
        var after = Given.Events<Calendar>(pending, Moved(pending, HalfPast)).Find(pending.BookingId)!;
        Assert.Equal((BookingStatus.Pending, HalfPast), (after.State.Status, after.Entry.Start));
    }

    [Fact]
    public void A_booking_moved_to_another_calendar_meanwhile_is_refused() => RescheduleBookingHandler.Reschedule(
        Given.Events<Calendar>(Made).Find(Made.BookingId)!, Given.Events<Calendar>(Made), BookingRight.Owner, To(HalfPast, new("elsewhere")), Eve)
        .ThenRefused("booking_changed");

    private static Instant HalfPast => Ten + Duration.FromMinutes(30);

    private static Decision Override(Calendar calendar, Instant start) => RescheduleBookingHandler.Reschedule(
        calendar.Find(Made.BookingId)!, calendar, BookingRight.Staff, To(start) with { IsOverride = true }, Eve);

    private static Decision Reschedule(
        Calendar calendar, BookingMade made, Instant start, Instant? now = null, BookingRight right = BookingRight.Owner, Service? service = null) =>
        RescheduleBookingHandler.Reschedule(
            calendar.Find(made.BookingId)!, calendar, right, To(start) with { Service = service ?? Hour }, now ?? Eve);

    private static RescheduleTarget To(Instant start, ResourceId? at = null) => new(
        Made.BookingId, new Actor(Made.UserId, Role.Customer), Hour,
        new ResourceAtLocation(DefaultCatalogue.InitialResource with { Id = at ?? DefaultCatalogue.Resource }, DefaultCatalogue.InitialLocation, Given.Events<Calendar>()), start, IsOverride: false);

    private static BookingRescheduled Moved(BookingMade made, Instant start, bool isOverride = false) =>
        new(made.BookingId, null, BookedInterval.From(start, made.End - made.Start, DefaultCatalogue.InitialLocation), isOverride)
        {
            Previous = new EarlierTime(made.Start, made.End, made.TimeZone),
        };

    private static BookingMade Of(Service service, Instant start) =>
        TestBooking.At(start, service.Duration, Guid.CreateVersion7()) with { Terms = BookingTerms.Of(service) };
}
