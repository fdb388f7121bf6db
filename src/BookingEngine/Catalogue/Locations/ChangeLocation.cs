using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Catalogue.Locations;

/// <param name="Location">The complete new definition.</param>
public sealed record ChangeLocation(Location Location, Precondition Precondition);

/// <param name="Conflicts">The bookings that have not ended and begin on a closed date of the location. They stay.</param>
public sealed record ChangedLocation(Definition<Location> Definition, IReadOnlyList<BookingSpan> Conflicts);

/// <summary>Changes a location. Existing bookings keep their instants. Then it tells the calendars of the location's resources which dates are closed:
/// from then on none of them decides otherwise. Until then, and if it stops in between, they go by what they last read of the location.</summary>
public sealed class ChangeLocationHandler(CommandExecutor executor, CatalogueCache cache, CatalogueReader<Resource> resources)
{
    /// <summary>The maximum number of bookings in an answer.</summary>
    public const int MaximumListedBookings = 100;

    public async Task<Outcome<ChangedLocation>> HandleAsync(ChangeLocation command, CommandContext context, CancellationToken cancellation)
    {
        var (id, had) = (command.Location.Id, false);
        var outcome = await executor.ExecuteAsync<CataloguedLocation>(CataloguedLocation.StreamOf(id), context, Decide, cancellation);
        cache.Invalidate(id);
        if (outcome.IsRefused(out var refusal, out var changed))
        {
            return refusal;
        }

        return had || command.Location.Closures is not null
            ? new ChangedLocation(changed.Definition, await TellAsync(changed.Definition, context, cancellation))
            : new ChangedLocation(changed.Definition, []);

        Decision Decide(CataloguedLocation current)
        {
            had = current.Definition.Value?.Closures is not null;
            return Change(current, command);
        }
    }

    public static Decision Change(CataloguedLocation current, ChangeLocation command) => CatalogueKinds.Locations.Change(
        current.Definition, command.Precondition, new LocationChanged(command.Location));

    public static Decision Tell(Calendar calendar, LocationClosuresSet told) =>
        calendar.Resource.Value is null || calendar.Closures.GetValueOrDefault(told.LocationId)?.Version >= told.Version ? Decision.Nothing : Decision.Of(told);

    private async Task<IReadOnlyList<BookingSpan>> TellAsync(Definition<Location> definition, CommandContext context, CancellationToken cancellation)
    {
        var (location, conflicts) = (definition.Value!, new List<BookingSpan>());
        var told = new LocationClosuresSet(location.Id, definition.Version, location.Closures ?? []);
        await foreach (var (resource, _) in resources.ReadAsync(null, includeRetired: true, cancellation))
        {
            if (ResourceLocations.IdsOf(resource).Contains(location.Id))
            {
                var step = context with { CommitId = new CommitId(context.CommitId.Derive($"closures of {resource.Id}")), Attempt = null };
                var outcome = await executor.ExecuteAsync<Calendar>(Calendar.StreamOf(resource.Id), step, calendar => Tell(calendar, told), cancellation);
                conflicts.AddRange(outcome.IsRefused(out _, out var calendar) ? [] : ConflictsOf(calendar, location, context.Now));
            }
        }

        return [.. conflicts.OrderBy(booking => booking.Start).Take(MaximumListedBookings)];
    }

    private static IEnumerable<BookingSpan> ConflictsOf(Calendar calendar, Location location, Instant now)
    {
        var closed = ClosedDays.DatesOf(calendar.Resource.Value!, [location], calendar).ToHashSet();
        var zone = ZoneData.Zones[location.TimeZone];
        return calendar.BookingSpans.Where(booking => booking.End > now && closed.Contains(booking.Start.InZone(zone).Date));
    }
}
