using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Bookings;

/// <summary>What a snapshot of a calendar holds: the spans that still matter, so that its size follows what is booked ahead and not how
/// old the calendar is.</summary>
internal sealed record CalendarSnapshot(Duration Longest, ImmutableArray<CalendarSnapshot.Span> Taken)
{
    public static SnapshotShape<Calendar> Shape { get; } = SnapshotShape.Of<Calendar, CalendarSnapshot>(
        "calendar.v1", CalendarSnapshotJson.Stored.StateAtCalendarSnapshot, Of, stored => stored.ToCalendar());

    private static CalendarSnapshot Of(Calendar calendar) =>
        new(calendar.Taken.Longest, [.. calendar.Taken.All.Select(s => new Span(s.Start, s.End, s.By))]);

    private Calendar ToCalendar() => new(TakenSpans.Of(Taken.Select(s => new TakenSpan(s.Start, s.End, s.By)), Longest));

    internal readonly record struct Span(Instant Start, Instant End, BookingId By);
}

[JsonSerializable(typeof(StateAt<CalendarSnapshot>))]
internal sealed partial class CalendarSnapshotJson : JsonSerializerContext
{
    public static CalendarSnapshotJson Stored { get; } = new(StoredJson.NewOptions());
}
