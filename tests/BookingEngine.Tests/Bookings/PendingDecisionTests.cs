using BookingEngine.Bookings;
using BookingEngine.Bookings.Approve;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Tests.EventSourcing;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Tests.Bookings;

public sealed class PendingDecisionTests
{
    private static readonly Instant Ten = Instant.FromUtc(2031, 6, 2, 10, 0);
    private static readonly Service Leaves = DefaultCatalogue.InitialService with { Approval = true, PendingBlocks = false };
    private static readonly BookingMade Blocking = TestBooking.At(Ten) with { IsPending = true };
    private static readonly BookingMade First = TestBooking.At(Ten, Leaves) with { IsPending = true };
    private static readonly BookingMade Second = TestBooking.At(Ten, Leaves) with { IsPending = true };

    [Fact]
    public void A_pending_booking_that_blocked_its_time_is_approved() =>
        Approve(Given.Events<Calendar>(Blocking), Blocking).ThenEvents(new BookingApproved(Blocking.BookingId, null));

    [Fact]
    public void Case_20_of_two_pending_for_one_time_the_first_approval_wins()
    {
        Approve(Given.Events<Calendar>(First, Second), Second).ThenEvents(new BookingApproved(Second.BookingId, null));
        Approve(Given.Events<Calendar>(First, Second, new BookingApproved(Second.BookingId, null)), First).ThenRefused("slot_unavailable");
    }

    [Fact]
    public void Anything_that_took_the_time_meanwhile_prevents_approval()
    {
        var hold = new HoldPlaced(
            Guid.CreateVersion7(), new UserId(Guid.CreateVersion7()), DefaultCatalogue.Service,
            BookedInterval.From(Ten, Duration.FromMinutes(30), DefaultCatalogue.InitialLocation), 1, BookingTerms.Of(Leaves), Now + Duration.FromMinutes(10));
        Approve(Given.Events<Calendar>(First, TestBooking.At(Ten + Duration.FromMinutes(29))), First).ThenRefused("slot_unavailable");
        Approve(Given.Events<Calendar>(First, TestBooking.At(Ten + Duration.FromMinutes(30))), First).ThenEvents(new BookingApproved(First.BookingId, null));
        Approve(Given.Events<Calendar>(First, hold), First).ThenRefused("slot_unavailable");
        Approve(Given.Events<Calendar>(First, hold with { Expires = Now }), First).ThenEvents(new BookingApproved(First.BookingId, null));
    }

    [Fact]
    public void A_group_seat_is_approved_while_the_session_has_one()
    {
        var group = Leaves with { Capacity = 2 };
        var waiting = TestBooking.At(Ten, group) with { IsPending = true };
        var seat = TestBooking.At(Ten, group);
        Approve(Given.Events<Calendar>(waiting, seat), waiting, group).ThenEvents(new BookingApproved(waiting.BookingId, null));
        Approve(Given.Events<Calendar>(waiting, seat with { Quantity = 2 }), waiting, group).ThenRefused("slot_unavailable");
    }

    [Fact]
    public void A_booking_that_started_can_be_declined_but_not_approved()
    {
        var calendar = Given.Events<Calendar>(Blocking);
        Approve(calendar, Blocking, now: Ten - Duration.FromTicks(1)).ThenEvents(new BookingApproved(Blocking.BookingId, null));
        Approve(calendar, Blocking, now: Ten).ThenRefused("slot_in_past");
        Decline(calendar, Blocking).ThenEvents(new BookingDeclined(Blocking.BookingId, null));
    }

    [Fact]
    public void A_declined_booking_frees_its_time()
    {
        var other = TestBooking.At(Ten);
        Given.Events<Calendar>(Blocking, new BookingDeclined(Blocking.BookingId, null)).Book(other).ThenEvents(other);
    }

    [Theory]
    [InlineData(BookingStatus.Confirmed)]
    [InlineData(BookingStatus.Cancelled)]
    [InlineData(BookingStatus.Declined)]
    [InlineData(BookingStatus.Completed)]
    [InlineData(BookingStatus.NoShow)]
    public void Only_a_pending_booking_is_approved_or_declined(BookingStatus status)
    {
        var made = TestBooking.At(Ten);
        var calendar = Given.Events<Calendar>(made.Until(status));
        Approve(calendar, made).ThenRefused("wrong_state");
        Decline(calendar, made).ThenRefused("wrong_state");
    }

    [Fact]
    public void The_owner_can_neither_approve_nor_decline()
    {
        var calendar = Given.Events<Calendar>(Blocking);
        Approve(calendar, Blocking, right: BookingRight.Owner).ThenRefused("missing_role");
        DecidePendingHandler.Decline(calendar.Find(Blocking.BookingId)!, BookingRight.Owner).ThenRefused("missing_role");
    }

    private static Instant Now => Ten - Duration.FromDays(1);

    private static Decision Approve(
        Calendar calendar, BookingMade made, Service? service = null, Instant? now = null, BookingRight right = BookingRight.Staff) =>
        DecidePendingHandler.Approve(calendar.Find(made.BookingId)!, calendar, right, service ?? DefaultCatalogue.InitialService, now ?? Now);

    private static Decision Decline(Calendar calendar, BookingMade made) =>
        DecidePendingHandler.Decline(calendar.Find(made.BookingId)!, BookingRight.Staff);
}
