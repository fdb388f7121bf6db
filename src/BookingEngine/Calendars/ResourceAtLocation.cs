using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.ExternalCalendars;
using BookingEngine.Slots;

namespace BookingEngine.Calendars;

/// <summary>A resource, its locations, and its calendar.</summary>
/// <param name="State">The cached calendar. It may be out of date.</param>
public sealed record ResourceAtLocation(Resource Resource, ResourceLocations Locations, Calendar State)
{
    /// <summary>A resource without placements.</summary>
    public ResourceAtLocation(Resource resource, Location location, Calendar state)
        : this(resource, ResourceLocations.Of(resource, location)!, state)
    {
    }

    /// <summary>What was last read of its external calendars.</summary>
    public ExternalBusy External { get; init; } = ExternalBusy.None;

    public ResourceOccupancy Occupancy => new(Closed.Of(Resource, Locations, State), Locations.Zones, State.Occupied) { External = External.In(State.ExternalCalendars).Busy };

    // Shared by all copies with another state: each time of a series asks for it again.
    private ClosedResource Closed { get; init; } = new();

    /// <summary>What a decision of the calendar is made on besides its own state; null without external calendars.</summary>
    internal ImmutableArray<UsedCalendar>? UsedBy(Calendar state) => External.In(state.ExternalCalendars).Used;

    /// <summary>The same resource as its calendar has it now; null if that has a location that was not read.</summary>
    internal ResourceAtLocation? At(Resource current, Calendar state) => ReferenceEquals(current, Resource)
        ? this with { State = state }
        : Locations.Of(current) is { } locations ? new(current, locations, state) { External = External, Closed = Closed } : null;
}
