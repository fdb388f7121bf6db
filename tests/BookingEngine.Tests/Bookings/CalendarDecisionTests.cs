using BookingEngine.Bookings;
using BookingEngine.Catalogue;
using BookingEngine.Tests.EventSourcing;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Tests.Bookings;

public sealed class CalendarDecisionTests
{
    private static readonly Instant Ten = Instant.FromUtc(2031, 6, 2, 10, 0);

    [Fact]
    public void A_free_slot_is_booked()
    {
        var wanted = Booking(Ten);
        BookSlotHandler.Book(Given.Events<Calendar>(), wanted).ThenEvents(wanted);
    }

    [Fact]
    public void A_taken_slot_is_refused() =>
        BookSlotHandler.Book(Given.Events<Calendar>(Booking(Ten)), Booking(Ten)).ThenRefused("slot_unavailable");

    [Theory]
    [InlineData(-30, true)]
    [InlineData(-29, false)]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(29, false)]
    [InlineData(30, true)]
    public void Spans_may_touch_and_not_overlap(int minutes, bool isFree)
    {
        var calendar = Given.Events<Calendar>(Booking(Ten));
        var decision = BookSlotHandler.Book(calendar, Booking(Ten + Duration.FromMinutes(minutes)));
        Assert.Equal(isFree, decision.Refusal is null);
    }

    [Fact]
    public void A_long_span_that_began_before_many_short_ones_is_seen()
    {
        var calendar = Given.Events<Calendar>(Booking(Ten, hours: 8), Booking(Ten + Duration.FromHours(9)), Booking(Ten + Duration.FromHours(10)));
        BookSlotHandler.Book(calendar, Booking(Ten + Duration.FromHours(7))).ThenRefused("slot_unavailable");
    }

    [Fact]
    public void Random_spans_are_judged_as_by_comparing_with_every_one()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var taken = Enumerable.Range(0, random.Next(12)).Select(_ => Random(random)).ToList();
            var spans = taken.Aggregate(TakenSpans.None, (all, s) => all.Add(s));
            var wanted = Random(random);
            Assert.Equal(taken.Exists(t => t.Start < wanted.End && wanted.Start < t.End), spans.Overlaps(wanted.Start, wanted.End));
        }
    }

    [Fact]
    public void What_lies_long_past_is_forgotten_and_what_could_matter_is_kept()
    {
        var spans = TakenSpans.None.Add(Span(0, 10)).Add(Span(20, 30)).Add(Span(40, 100));
        Assert.Equal(3, spans.Forget(At(50)).Count);
        Assert.Equal(2, spans.Forget(At(61)).Count);
        Assert.Equal(1, spans.Forget(At(81)).Count);
        Assert.True(spans.Forget(At(99)).Overlaps(At(99), At(101)));
    }

    private static BookingConfirmed Booking(Instant start, int hours = 0) => new(
        new BookingId(Guid.CreateVersion7()), new UserId(Guid.CreateVersion7()), DefaultCatalogue.Service, DefaultCatalogue.Resource, start,
        start + Duration.FromMinutes(hours > 0 ? hours * 60 : 30), start.InUtc().LocalDateTime, "UTC", "2026a", 1);

    private static TakenSpan Random(Random random)
    {
        var start = random.Next(100);
        return Span(start, start + 1 + random.Next(40));
    }

    private static TakenSpan Span(int from, int to) => new(At(from), At(to), new BookingId(Guid.CreateVersion7()));

    private static Instant At(int minutes) => Ten + Duration.FromMinutes(minutes);
}
