using System.Collections.Immutable;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;

namespace BookingEngine.Calendars;

/// <summary>Keeps the last result of <see cref="ClosedDays.Close"/>, which lists each closed date.</summary>
internal sealed class ClosedResource
{
    private Known? _last;

    public Resource Of(Resource resource, ResourceLocations locations, Calendar calendar)
    {
        var last = _last;
        if (last is null || !ReferenceEquals(last.Resource, resource) || !ReferenceEquals(last.Locations, locations) || !ReferenceEquals(last.Closures, calendar.Closures))
        {
            _last = last = new Known(resource, locations, calendar.Closures, ClosedDays.Close(resource, locations, calendar));
        }

        return last.Closed;
    }

    private sealed record Known(Resource Resource, ResourceLocations Locations, ImmutableDictionary<LocationId, LocationClosuresSet> Closures, Resource Closed);
}
