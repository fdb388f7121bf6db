using BookingEngine.Bookings;
using BookingEngine.Bookings.Cancel;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Tests.EventSourcing;
using NodaTime;

namespace BookingEngine.Tests.Bookings;

public sealed class CancelDecisionTests
{
    private static readonly Instant Ten = Instant.FromUtc(2031, 6, 2, 10, 0);
    private static readonly Instant LastMoment = Ten - Duration.FromHours(24);
    private static readonly BookingMade WithoutNotice = Booked.At(Ten);
    private static readonly BookingMade OnADaysNotice =
        Booked.At(Ten, DefaultCatalogue.InitialService with { CancellationNotice = Duration.FromHours(24) });

    [Fact]
    public void Case_25_a_customer_cancels_up_to_the_very_instant_at_which_the_notice_begins()
    {
        Cancel(OnADaysNotice, BookingRight.Owner, LastMoment).ThenEvents(Cancelled(OnADaysNotice, isOverride: false));
        Cancel(OnADaysNotice, BookingRight.Owner, LastMoment + Duration.FromTicks(1)).ThenRefused("cancellation_window");
        Cancel(OnADaysNotice, BookingRight.Owner, LastMoment + Duration.FromSeconds(1)).ThenRefused("cancellation_window");
    }

    [Fact]
    public void Case_25_whoever_looks_after_it_cancels_later_too_and_then_it_is_marked()
    {
        Cancel(OnADaysNotice, BookingRight.Staff, LastMoment).ThenEvents(Cancelled(OnADaysNotice, isOverride: false));
        Cancel(OnADaysNotice, BookingRight.Staff, LastMoment + Duration.FromSeconds(1)).ThenEvents(Cancelled(OnADaysNotice, isOverride: true));
    }

    [Fact]
    public void Without_a_notice_there_is_time_until_it_begins()
    {
        Cancel(WithoutNotice, BookingRight.Owner, Ten - Duration.FromTicks(1)).ThenEvents(Cancelled(WithoutNotice, isOverride: false));
        Cancel(WithoutNotice, BookingRight.Owner, Ten).ThenRefused("cancellation_window");
        Cancel(WithoutNotice, BookingRight.Staff, Ten).ThenEvents(Cancelled(WithoutNotice, isOverride: true));
    }

    [Fact]
    public void What_waits_for_approval_is_cancelled_like_any_other() => Decide(Given.Events<Calendar>(WithoutNotice.Until(BookingStatus.Pending)))
        .ThenEvents(Cancelled(WithoutNotice, isOverride: false));

    [Fact]
    public void Case_26_cancelled_twice_it_is_cancelled_once_whenever_that_is()
    {
        var calendar = Given.Events<Calendar>(WithoutNotice.Until(BookingStatus.Cancelled));
        Decide(calendar).ThenEvents();
        CancelBookingHandler.Cancel(calendar.Find(WithoutNotice.BookingId)!, BookingRight.Owner, Ten + Duration.FromDays(1)).ThenEvents();
    }

    [Fact]
    public void Case_26_its_time_is_free_again()
    {
        var again = Booked.At(Ten);
        Given.Events<Calendar>(WithoutNotice.Until(BookingStatus.Cancelled)).Book(again).ThenEvents(again);
    }

    [Theory]
    [InlineData(BookingStatus.Declined)]
    [InlineData(BookingStatus.Completed)]
    [InlineData(BookingStatus.NoShow)]
    public void What_is_over_is_not_cancelled(BookingStatus status) => Decide(Given.Events<Calendar>(WithoutNotice.Until(status))).ThenRefused("wrong_state");

    private static Decision Cancel(BookingMade made, BookingRight right, Instant now) =>
        CancelBookingHandler.Cancel(Given.Events<Calendar>(made).Find(made.BookingId)!, right, now);

    private static Decision Decide(Calendar calendar) =>
        CancelBookingHandler.Cancel(calendar.Find(WithoutNotice.BookingId)!, BookingRight.Owner, Ten - Duration.FromHours(1));

    private static BookingCancelled Cancelled(BookingMade made, bool isOverride) => new(made.BookingId, null, isOverride);
}
