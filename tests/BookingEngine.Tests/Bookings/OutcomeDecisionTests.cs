using BookingEngine.Bookings;
using BookingEngine.Bookings.Complete;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.Tests.EventSourcing;
using NodaTime;

namespace BookingEngine.Tests.Bookings;

public sealed class OutcomeDecisionTests
{
    private static readonly Instant Ten = Instant.FromUtc(2031, 6, 2, 10, 0);
    private static readonly BookingMade Made = TestBooking.At(Ten);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_outcome_can_be_recorded_from_the_start_on(bool isNoShow)
    {
        var calendar = Given.Events<Calendar>(Made);
        IDomainEvent outcome = isNoShow ? new NoShowRecorded(Made.BookingId, null) : new BookingCompleted(Made.BookingId, null);
        Record(calendar, isNoShow, Ten - Duration.FromTicks(1)).ThenRefused("not_begun");
        Record(calendar, isNoShow, Ten).ThenEvents(outcome);
        Record(calendar, isNoShow, Ten + Duration.FromDays(20)).ThenEvents(outcome);
    }

    [Theory]
    [InlineData(BookingStatus.Pending)]
    [InlineData(BookingStatus.Cancelled)]
    [InlineData(BookingStatus.Declined)]
    [InlineData(BookingStatus.Completed)]
    [InlineData(BookingStatus.NoShow)]
    public void Only_a_confirmed_booking_gets_an_outcome_and_only_one(BookingStatus status)
    {
        var calendar = Given.Events<Calendar>(Made.Until(status));
        Record(calendar, isNoShow: false, Ten).ThenRefused("wrong_state");
        Record(calendar, isNoShow: true, Ten).ThenRefused("wrong_state");
    }

    [Fact]
    public void The_owner_cannot_record_an_outcome() => RecordOutcomeHandler.Record(
        Given.Events<Calendar>(Made).Find(Made.BookingId)!, BookingRight.Owner, isNoShow: false, Ten).ThenRefused("missing_role");

    [Fact]
    public void A_calendar_finds_a_booking_until_31_days_after_its_end()
    {
        var (calendar, end) = (Given.Events<Calendar>(Made), Made.End + Duration.FromDays(31));
        Assert.NotNull(calendar.Find(Made.BookingId, end));
        Assert.Null(calendar.Find(Made.BookingId, end + Duration.FromTicks(1)));
    }

    private static Decision Record(Calendar calendar, bool isNoShow, Instant now) =>
        RecordOutcomeHandler.Record(calendar.Find(Made.BookingId)!, BookingRight.Staff, isNoShow, now);
}
