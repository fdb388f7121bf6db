using BookingEngine.Bookings;
using BookingEngine.Bookings.Cancel;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.Tests.EventSourcing;
using NodaTime;

namespace BookingEngine.Tests.Bookings;

public sealed class CancelDecisionTests
{
    private static readonly Instant Ten = Instant.FromUtc(2031, 6, 2, 10, 0);
    private static readonly Instant LastMoment = Ten - Duration.FromHours(24);
    private static readonly BookingMade WithoutNotice = TestBooking.At(Ten);
    private static readonly BookingMade OnADaysNotice =
        TestBooking.At(Ten, DefaultCatalogue.InitialService with { CancellationNotice = Duration.FromHours(24) });

    [Fact]
    public void Case_25_a_customer_may_cancel_until_the_instant_the_notice_begins()
    {
        Cancel(OnADaysNotice, BookingRight.Owner, LastMoment).ThenEvents(Cancelled(OnADaysNotice, isOverride: false));
        Cancel(OnADaysNotice, BookingRight.Owner, LastMoment + Duration.FromTicks(1)).ThenRefused("cancellation_window");
        Cancel(OnADaysNotice, BookingRight.Owner, LastMoment + Duration.FromSeconds(1)).ThenRefused("cancellation_window");
    }

    [Fact]
    public void Case_25_staff_may_cancel_later_and_it_is_recorded()
    {
        Cancel(OnADaysNotice, BookingRight.Staff, LastMoment).ThenEvents(Cancelled(OnADaysNotice, isOverride: false));
        Cancel(OnADaysNotice, BookingRight.Staff, LastMoment + Duration.FromSeconds(1)).ThenEvents(Cancelled(OnADaysNotice, isOverride: true));
    }

    [Fact]
    public void Without_notice_a_customer_may_cancel_until_the_start()
    {
        Cancel(WithoutNotice, BookingRight.Owner, Ten - Duration.FromTicks(1)).ThenEvents(Cancelled(WithoutNotice, isOverride: false));
        Cancel(WithoutNotice, BookingRight.Owner, Ten).ThenRefused("cancellation_window");
        Cancel(WithoutNotice, BookingRight.Staff, Ten).ThenEvents(Cancelled(WithoutNotice, isOverride: true));
    }

    [Fact]
    public void A_pending_booking_can_be_cancelled() => Decide(Given.Events<Calendar>(WithoutNotice.Until(BookingStatus.Pending)))
        .ThenEvents(Cancelled(WithoutNotice, isOverride: false));

    [Fact]
    public void Case_26_a_second_cancellation_changes_nothing()
    {
        var calendar = Given.Events<Calendar>(WithoutNotice.Until(BookingStatus.Cancelled));
        Decide(calendar).ThenEvents();
        CancelBookingHandler.Cancel(calendar.Find(WithoutNotice.BookingId)!, BookingRight.Owner, Ten + Duration.FromDays(1)).ThenEvents();
    }

    [Fact]
    public void Case_26_a_cancelled_booking_frees_its_time()
    {
        var again = TestBooking.At(Ten);
        Given.Events<Calendar>(WithoutNotice.Until(BookingStatus.Cancelled)).Book(again).ThenEvents(again);
    }

    [Theory]
    [InlineData(BookingStatus.Declined)]
    [InlineData(BookingStatus.Completed)]
    [InlineData(BookingStatus.NoShow)]
    public void An_ended_booking_cannot_be_cancelled(BookingStatus status) => Decide(Given.Events<Calendar>(WithoutNotice.Until(status))).ThenRefused("wrong_state");

    [Fact]
    public void A_reason_that_is_encrypted_for_a_former_customer_is_refused()
    {
        var reason = new BookingReason(WithoutNotice.UserId, new Encrypted("d2h5"));
        var handedOver = Given.Events<Calendar>(WithoutNotice, new BookingHandedOver(WithoutNotice.BookingId, null, new(Guid.CreateVersion7()), null));

        CancelBookingHandler.Cancel(handedOver.Find(WithoutNotice.BookingId)!, BookingRight.Staff, Ten - Duration.FromHours(1), reason).ThenRefused("booking_changed");
        CancelBookingHandler.Cancel(Given.Events<Calendar>(WithoutNotice).Find(WithoutNotice.BookingId)!, BookingRight.Owner, Ten - Duration.FromHours(1), reason)
            .ThenEvents(Cancelled(WithoutNotice, isOverride: false) with { Reason = reason.Text });
    }

    private static Decision Cancel(BookingMade made, BookingRight right, Instant now) =>
        CancelBookingHandler.Cancel(Given.Events<Calendar>(made).Find(made.BookingId)!, right, now);

    private static Decision Decide(Calendar calendar) =>
        CancelBookingHandler.Cancel(calendar.Find(WithoutNotice.BookingId)!, BookingRight.Owner, Ten - Duration.FromHours(1));

    private static BookingCancelled Cancelled(BookingMade made, bool isOverride) => new(made.BookingId, null, isOverride);
}
