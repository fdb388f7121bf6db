using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Slots;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Bookings.Candidates;

/// <summary>One way to give a slot: a resource at its location, at an instant.</summary>
/// <param name="At">As this process knows it. <see cref="Check"/> decides on the calendar itself.</param>
public sealed record SlotCandidate(SlotQuery Query, ResourceAtLocation At, Instant Start, bool IsOverride)
{
    public Service Service => Query.Service;

    public ResourceId ResourceId => At.Resource.Id;

    public StreamName Calendar => Calendars.Calendar.StreamOf(ResourceId);

    /// <summary>The time that it takes. Clamped: NodaTime cannot convert instants outside the range.</summary>
    public BookedInterval Time => BookedInterval.From(SlotRange.Within(Start), Service.Duration, At.Location);

    /// <summary>Why the calendar refuses the slot; null if it has room.</summary>
    public Refusal? Check(Calendar calendar) => calendar.Resource.Value switch
    {
        null => BookingRefusals.UnknownResource,
        var resource when resource.LocationId != At.Location.Id => BookingRefusals.ResourceMoving,
        var resource => SlotCheck.Check(Start, Query, new ResourceAtLocation(resource, At.Location, calendar).Occupancy, IsOverride),
    };
}
