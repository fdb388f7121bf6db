using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Bookings;

/// <summary>The calendar of one resource: it alone decides who has which time of it.</summary>
/// <param name="Written">What the resource is, as it was last written; see <see cref="Standing"/>.</param>
public sealed record Calendar(TakenSpans Taken, Definition<Resource> Written) : IAggregate<Calendar>
{
    /// <summary>How long a span is remembered after it began to lie in the past. No decision asks for it; it covers clocks that differ
    /// between instances.</summary>
    private static readonly Duration Memory = Duration.FromDays(1);

    public static string Category => "calendar";

    public static Calendar Initial { get; } = new(TakenSpans.None, Definition<Resource>.None);

    public static SnapshotShape<Calendar> Shape => CalendarSnapshot.Shape;

    public static StreamName StreamOf(ResourceId resource) => StreamName.Of(Category, resource.Value);

    /// <summary>The bookings that lie ahead or ended lately, by start.</summary>
    public IEnumerable<BookedTime> BookedTimes => Taken.All.Select(t => new BookedTime(t.By, t.Start, t.End));

    /// <summary>What the resource is, the one that stands from the beginning included.</summary>
    public Definition<Resource> Standing(ResourceId id) => CatalogueKinds.Resources.Standing(id.Value, Written);

    public Calendar Apply(RecordedEvent recorded) => recorded.Event switch
    {
        BookingConfirmed e => this with { Taken = Taken.Forget(recorded.Metadata.RecordedAt - Memory).Add(new(e.Start, e.End, e.BookingId)) },
        IDefines<Resource> e => this with { Written = Standing(new(recorded.Stream.Id)).Next(e.Definition) },
        _ => this,
    };
}
