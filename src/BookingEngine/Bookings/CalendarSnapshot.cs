using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Bookings;

/// <summary>What a snapshot of a calendar holds: what the resource is, and the spans that still matter, so that its size follows what is booked ahead and not how
/// old the calendar is.</summary>
internal sealed record CalendarSnapshot(
    Duration Longest, ImmutableArray<CalendarSnapshot.Span> Taken, Definition<Resource> Resource)
{
    public static SnapshotShape<Calendar> Shape { get; } = SnapshotShape.Of<Calendar, CalendarSnapshot>(
        "calendar.v2", CalendarSnapshotJson.Stored.StateAtCalendarSnapshot, Of, stored => stored.ToCalendar());

    private static CalendarSnapshot Of(Calendar calendar) =>
        new(calendar.Taken.Longest, [.. calendar.Taken.All.Select(Span.Of)], calendar.Written);

    private Calendar ToCalendar() => new(TakenSpans.Of(Taken.Select(s => s.ToTaken()), Longest), Resource);

    /// <summary>Start and end in ticks of 100 ns since 1970: as fine as a slot can be asked for, and faster to read than texts. A class,
    /// for a member that a struct lacks would be read as zero.</summary>
    internal sealed record Span(long Start, long End, BookingId By)
    {
        public static Span Of(TakenSpan taken) => new(taken.Start.ToUnixTimeTicks(), taken.End.ToUnixTimeTicks(), taken.By);

        public TakenSpan ToTaken() => new(Instant.FromUnixTimeTicks(Start), Instant.FromUnixTimeTicks(End), By);
    }
}

[JsonSerializable(typeof(StateAt<CalendarSnapshot>))]
internal sealed partial class CalendarSnapshotJson : JsonSerializerContext
{
    public static CalendarSnapshotJson Stored { get; } = new(StoredJson.NewOptions());
}
