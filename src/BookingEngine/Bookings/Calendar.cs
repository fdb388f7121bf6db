using BookingEngine.Availability;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Bookings;

/// <summary>The calendar of one resource: it alone decides who has which time of it.</summary>
/// <param name="Written">What the resource is, as it was last written; see <see cref="Standing"/>.</param>
public sealed record Calendar(TakenTimes Taken, Definition<Resource> Written) : IAggregate<Calendar>
{
    /// <summary>How long a booking is remembered after it ended: as long as it can still be completed, or found not to have been kept.</summary>
    public static Duration Memory { get; } = Duration.FromDays(31);

    public static string Category => "calendar";

    public static Calendar Initial { get; } = new(TakenTimes.None, Definition<Resource>.None);

    public static SnapshotShape<Calendar> Shape => CalendarSnapshot.Shape;

    public static StreamName StreamOf(ResourceId resource) => StreamName.Of(Category, resource.Value);

    /// <summary>The bookings that lie ahead or ended lately, by start; those that wait for approval as well.</summary>
    public IEnumerable<BookedTime> BookedTimes => Taken.All
        .Where(t => t.Facts?.Status is BookingStatus.Confirmed or BookingStatus.Pending)
        .Select(t => new BookedTime(new BookingId(t.Id), t.Start, t.End));

    /// <summary>What the resource is, the one that stands from the beginning included.</summary>
    public Definition<Resource> Standing(ResourceId id) => CatalogueKinds.Resources.Standing(id.Value, Written);

    public Calendar Apply(RecordedEvent recorded) => recorded.Event switch
    {
        BookingMade e => this with { Taken = TakenAt(recorded).Add(BookingFacts.EntryOf(e)) },
        IDefines<Resource> e => this with { Written = Standing(new(recorded.Stream.Id)).Next(e.Definition) },
        _ => this,
    };

    private TakenTimes TakenAt(RecordedEvent recorded) => Taken.Forget(recorded.Metadata.RecordedAt - Memory);
}
