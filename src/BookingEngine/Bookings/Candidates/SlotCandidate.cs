using System.Collections.Immutable;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.ExternalCalendars;
using BookingEngine.Slots;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Bookings.Candidates;

/// <summary>A resource and a start that a slot can be booked with.</summary>
/// <param name="At">The resource as cached. <see cref="Check"/> decides on the calendar's own state.</param>
public sealed record SlotCandidate(SlotQuery Query, ResourceAtLocation At, Instant Start, bool IsOverride)
{
    /// <summary>For a visit: what the resource gives of it, and when. Null for another booking.</summary>
    public ImmutableArray<(SlotQuery Query, Instant Start)>? Parts { get; init; }

    public Service Service => Query.Service;

    public ResourceId ResourceId => At.Resource.Id;

    public StreamName Stream => Calendar.StreamOf(ResourceId);

    /// <summary>The time that the booking takes. Clamped: NodaTime cannot convert instants outside the range.</summary>
    public BookedInterval Time => BookedInterval.From(SlotRange.Within(Start), Service.Duration, At.Locations.At(Start));

    /// <summary>Whether the cached calendar refuses the slot by a rule, which no other booking can change.</summary>
    public bool SeemsAgainstRules => Check(At.State) is { Kind: RefusalKind.Rule };

    /// <summary>The external calendars that <see cref="Check"/> looks at; null for none.</summary>
    public ImmutableArray<UsedCalendar>? UsedBy(Calendar calendar) => IsOverride ? null : At.UsedBy(calendar);

    /// <summary>The calendar's refusal of the slot; null if the slot is free.</summary>
    public Refusal? Check(Calendar calendar) => calendar.Resource.Value switch
    {
        null => BookingRefusals.UnknownResource,
        _ when Service.Version < calendar.RequiredVersionOf(Service.Id) => BookingRefusals.ServiceChanging,
        var resource when At.At(resource, calendar) is { } current && current.Locations.At(Start).Id == At.Locations.At(Start).Id =>
            RefusalOf(current.Occupancy),
        _ => BookingRefusals.ResourceMoving,
    };

    private Refusal? RefusalOf(ResourceOccupancy calendar) => Parts is { } parts
        ? parts.Select(part => SlotCheck.Check(part.Start, part.Query, calendar, IsOverride)).FirstOrDefault(refusal => refusal is not null)
        : SlotCheck.Check(Start, Query, calendar, IsOverride);
}
