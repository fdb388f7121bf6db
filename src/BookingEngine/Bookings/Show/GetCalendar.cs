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
/// <param name="AsOf">When; now, where null.</param>
public sealed record GetCalendar(ResourceId Id, Actor Actor, RangeBound From, RangeBound To, Instant? AsOf);

/// <summary>What was in a calendar.</summary>
/// <param name="Zone">Of where the resource stood.</param>
/// <param name="Entries">Bookings and holds that take time of the range, by start.</param>
public sealed record ShownCalendar(Resource Resource, DateTimeZone Zone, Instant AsOf, ImmutableArray<OccupiedSlot> Entries);

/// <summary>A resource's calendar now, or as its events had left it at an instant.</summary>
public sealed class GetCalendarHandler(
    IEventStore store, EventCatalogue catalogue, AggregateLoader loader, CatalogueCache locations, BookingAccess staff)
{
    private const int PageSize = 500;

    public async Task<Outcome<ShownCalendar>> HandleAsync(GetCalendar query, Instant now, CancellationToken cancellation)
    {
        var asOf = query.AsOf ?? now;
        if (!CatalogueIdRules.IsValid(query.Id.Value)
            || (await loader.RefreshAsync<Calendar>(Calendar.StreamOf(query.Id), cancellation)).State is var today
            && today.Resource.Value is null)
        {
            return CatalogueRefusals.NotFound;
        }

        if (!await staff.CanManageAsync(query.Actor, [query.Id], cancellation))
        {
            return BookingRefusals.StaffOnly;
        }

        if (asOf > now)
        {
            return BookingRefusals.InTheFuture;
        }

        var calendar = query.AsOf is null ? today : await AtAsync(asOf, query.Id, cancellation);
        return calendar.Resource.Value is not { } resource ? BookingRefusals.NotThen
            : await locations.LocationAsync(resource.LocationId, cancellation) is not { } location ? CatalogueRefusals.NotFound
            : Show(calendar, resource, ZoneData.Zones[location.TimeZone], query, asOf);
    }

    private static Outcome<ShownCalendar> Show(Calendar calendar, Resource resource, DateTimeZone zone, GetCalendar query, Instant asOf)
    {
        return TimeRange.Of(query.From, query.To, zone).IsRefused(out var refusal, out var range)
            ? refusal
            : new ShownCalendar(
                resource, zone, asOf, [.. calendar.Occupied.All.Where(e => range.Overlaps(e.Start, e.End) && !(e.Expires <= asOf))]);
    }

    /// <summary>The events up to the instant, and nothing else: reads as much as had happened by then.</summary>
    private async Task<Calendar> AtAsync(Instant asOf, ResourceId id, CancellationToken cancellation)
    {
        var (calendar, version) = (Calendar.InitialOf(Calendar.StreamOf(id)), 0L);
        while (await store.ReadAsync(Calendar.StreamOf(id), version, PageSize, cancellation) is { Count: > 0 } commits)
        {
            foreach (var commit in commits)
            {
                if (commit.Metadata.RecordedAt > asOf)
                {
                    return calendar;
                }

                calendar = catalogue.Read(commit).Aggregate(calendar, (state, recorded) => state.Apply(recorded));
            }

            version = commits[^1].Version;
        }

        return calendar;
    }
}
