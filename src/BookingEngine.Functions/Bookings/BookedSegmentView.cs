using System.Collections.Immutable;
using BookingEngine.Calendars.Events;
using BookingEngine.Slots;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Functions.Bookings;

[Shape("BookedSegment", "A service of a visit: who gives it, and when.")]
public sealed record BookedSegmentView(
    [property: Field("The service.")] string ServiceId,
    [property: Field("The resource.")] string ResourceId,
    [property: Field("The start.", Format = "date-time")] string Start,
    [property: Field("The end, without buffers.", Format = "date-time")] string End)
{
    /// <summary>Null for a booking that is no visit.</summary>
    public static IReadOnlyList<BookedSegmentView>? Of(ImmutableArray<BookedSegment>? segments, DateTimeZone zone) => segments is { } several
        ? [.. several.Select(s => new BookedSegmentView(s.ServiceId.Value, s.ResourceId.Value, Rfc3339.Format(s.Start, zone), Rfc3339.Format(s.End, zone)))]
        : null;

    /// <summary>Null for a slot that is no visit.</summary>
    internal static IReadOnlyList<BookedSegmentView>? Of(OfferedSlot slot, DateTimeZone zone) => slot.Visit.IsDefault ? null :
    [
        .. slot.Visit.Zip(slot.ResourceIds, (part, resource) => new BookedSegmentView(
            part.Service.Id.Value, resource.Value, Rfc3339.Format(part.StartIn(slot.Start), zone), Rfc3339.Format(part.EndIn(slot.Start), zone))),
    ];
}
