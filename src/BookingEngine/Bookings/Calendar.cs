using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Bookings;

/// <summary>The calendar of one resource: it alone decides who has which time of it.</summary>
public sealed record Calendar(TakenSpans Taken) : IAggregate<Calendar>
{
    /// <summary>How long a span is remembered after it began to lie in the past. No decision asks for it; it covers clocks that differ
    /// between instances.</summary>
    private static readonly Duration Memory = Duration.FromDays(1);

    public static string Category => "calendar";

    public static Calendar Initial { get; } = new(TakenSpans.None);

    public static SnapshotShape<Calendar> Shape => CalendarSnapshot.Shape;

    public static StreamName StreamOf(ResourceId resource) => StreamName.Of(Category, resource.Value);

    public Calendar Apply(RecordedEvent recorded) => recorded.Event switch
    {
        BookingConfirmed e => new(Taken.Forget(recorded.Metadata.RecordedAt - Memory).Add(new(e.Start, e.End, e.BookingId))),
        _ => this,
    };
}
