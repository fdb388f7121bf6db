using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Slots.Occupied;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Bookings.Show;

/// <param name="To">Excluded.</param>
/// <param name="AsOf">Null for now.</param>
public sealed record GetCalendar(ResourceId Id, Actor Actor, RangeBound From, RangeBound To, Instant? AsOf);

/// <summary>A calendar at an instant.</summary>
/// <param name="Zone">The zone of the place where the resource stands when the range begins.</param>
/// <param name="Entries">The bookings and holds in the range, by start.</param>
public sealed record ShownCalendar(Resource Resource, DateTimeZone Zone, Instant AsOf, ImmutableArray<OccupiedSlot> Entries);

/// <summary>A resource's calendar, now or as of an earlier instant.</summary>
public sealed class GetCalendarHandler(
    IEventStore store, EventCatalogue catalogue, AggregateLoader loader, CatalogueCache locations, BookingAccess access)
{
    private const int PageSize = 500;

    public async Task<Outcome<ShownCalendar>> HandleAsync(GetCalendar query, Instant now, CancellationToken cancellation)
    {
        var asOf = query.AsOf ?? now;
        if (!CatalogueIdRules.IsValid(query.Id.Value)
            || (await loader.RefreshAsync<Calendar>(Calendar.StreamOf(query.Id), cancellation)).State is var current
            && current.Resource.Value is null)
        {
            return CatalogueRefusals.NotFound;
        }

        if (!await access.CanManageAsync(query.Actor, [query.Id], cancellation))
        {
            return BookingRefusals.StaffOnly;
        }

        if (asOf > now)
        {
            return BookingRefusals.InTheFuture;
        }

        var calendar = query.AsOf is null ? current : await AtAsync(asOf, query.Id, cancellation);
        return calendar.Resource.Value is not { } resource ? BookingRefusals.DidNotExistYet
            : await locations.LocationsOfAsync(resource, cancellation) is not { } places ? CatalogueRefusals.NotFound
            : Show(calendar, resource, query.From.StretchOf(places.Zones).Zone, query, asOf);
    }

    private static Outcome<ShownCalendar> Show(Calendar calendar, Resource resource, DateTimeZone zone, GetCalendar query, Instant asOf)
    {
        return TimeRange.Of(query.From, query.To, zone).IsRefused(out var refusal, out var range)
            ? refusal
            : new ShownCalendar(
                resource, zone, asOf, [.. calendar.Occupied.Times.Where(e => range.Overlaps(e.Start, e.End) && !(e.Expires <= asOf))]);
    }

    /// <summary>Folds the events up to the instant. Reads only those.</summary>
    private async Task<Calendar> AtAsync(Instant asOf, ResourceId id, CancellationToken cancellation)
    {
        var (calendar, version) = (Calendar.InitialOf(Calendar.StreamOf(id)), 0L);
        while (await store.ReadAsync(Calendar.StreamOf(id), version, PageSize, cancellation) is { Count: > 0 } commits)
        {
            StoredCommit[] until = [.. commits.TakeWhile(commit => commit.Metadata.RecordedAt <= asOf)];
            calendar = Calendar.Fold(calendar, until.SelectMany(catalogue.Read));
            if (until.Length < commits.Count)
            {
                return calendar;
            }

            version = commits[^1].Version;
        }

        return calendar;
    }
}
