using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Hours;
using NodaTime;

namespace BookingEngine.Calendars;

/// <summary>The dates on which a resource is closed because its location is. A resource's own hours for a date win.</summary>
public static class ClosedDays
{
    /// <summary>The resource as it is open: a closed date is as one without hours. The same object if nothing is closed.</summary>
    /// <param name="locations">All locations of the resource, which may be a little old.</param>
    public static Resource Close(Resource resource, ResourceLocations locations, Calendar calendar)
    {
        if (calendar.Closures.IsEmpty && locations.All.All(location => location.Closures is null))
        {
            return resource;
        }

        HoursOverride[] closed = [.. DatesOf(resource, locations.All, calendar).Select(date => new HoursOverride(date, []))];
        return closed.Length == 0 ? resource : resource with
        {
            Hours = resource.Hours with { Overrides = [.. resource.Hours.Overrides.Concat(closed).OrderBy(o => o.Date)] },
        };
    }

    /// <summary>Without the dates for which the resource has hours of its own.</summary>
    public static IEnumerable<LocalDate> DatesOf(Resource resource, IEnumerable<Location> locations, Calendar calendar)
    {
        var own = resource.Hours.Overrides.Select(o => o.Date).ToHashSet();
        return locations
            .SelectMany(location => ClosuresOf(location, calendar).SelectMany(DatesOf).Where(date => IsAt(resource, location.Id, date)))
            .Where(date => !own.Contains(date)).Distinct();
    }

    // The calendar may have been told before this process has read the location again.
    private static ImmutableArray<Closure> ClosuresOf(Location location, Calendar calendar) =>
        calendar.Closures.GetValueOrDefault(location.Id) is { } told && told.Version > location.Version ? told.Closures : location.Closures ?? [];

    private static IEnumerable<LocalDate> DatesOf(Closure closure)
    {
        for (var date = closure.From; date < closure.To; date = date.PlusDays(1))
        {
            yield return date;
        }
    }

    private static bool IsAt(Resource resource, LocationId location, LocalDate date) =>
        (resource.Placements?.FirstOrDefault(placement => placement.From <= date && date < placement.To)?.LocationId ?? resource.LocationId) == location;
}
