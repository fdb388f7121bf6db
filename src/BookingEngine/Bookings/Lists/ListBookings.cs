using System.Collections.Immutable;
using BookingEngine.Bookings.Series;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.ReadModels;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Bookings.Lists;

/// <param name="UserId">The caller.</param>
/// <param name="After">The sort key of the last booking that the caller has seen.</param>
/// <param name="Limit">Null for all.</param>
public sealed record ListBookings(UserId UserId, string? After, int? Limit)
{
    public Role Role { get; init; } = Role.Customer;

    public BookingFilter Filter { get; init; } = BookingFilter.None;

    /// <summary>Only for a filter that selects bookings ahead.</summary>
    public Instant? Now { get; init; }
}

/// <summary>Lists bookings by slot, then id. A page costs what it shows, however many bookings others have. Filters without an index (any
/// filter on one person's bookings, the service on one resource's) are applied to that person's or resource's bookings alone.</summary>
public sealed class ListBookingsHandler(
    IReadModelStore models, BookingAccess access, CalendarReader calendars, CatalogueCache catalogue, SeriesFinder series)
{
    /// <summary>The page size when some bookings may not match the filter.</summary>
    private const int FilteredPageSize = 200;

    public static readonly Refusal MissingRole =
        new(RefusalKind.Forbidden, "missing_role", "Your role does not allow this. Ask an administrator.");

    public static readonly Refusal NotYours =
        new(RefusalKind.Forbidden, "resource_forbidden", "Only staff of the resource and administrators may list its bookings. Choose a resource that you manage.");

    private readonly MergedLists _lists = new(models);

    private readonly ListedMoves _moves = new(models);

    private readonly ListedParts _parts = new(models);

    public async Task<Outcome<BookingPage>> HandleAsync(ListBookings query, CancellationToken cancellation)
    {
        var filter = query.Filter;
        if (filter.SeriesId is { } id)
        {
            return await ReadSeriesAsync(query, id, cancellation);
        }

        if (filter.IsOwn(query.UserId))
        {
            return await ReadAsync(query, BookingLists.OfUser(query.UserId), b => b.Matches(filter), listed: null, cancellation);
        }

        if (query.Role is Role.Customer || (filter.HasRezoneConflict && query.Role is not Role.Admin))
        {
            return MissingRole;
        }

        if (filter.HasRezoneConflict)
        {
            return await ReadAsync(
                query, BookingLists.OfAll(service: null, []), b => b.Matches(filter) && b.Booking is { RezoneConflict: not null, IsActive: true }, listed: null,
                cancellation);
        }

        var visible = await access.VisibleResourcesAsync(query.UserId, query.Role, cancellation);
        return filter.ResourceId is { } resource && visible?.Contains(resource) is false
            ? NotYours
            : await ReadAsync(query, ListsOf(filter, visible), b => b.Matches(filter) && IsVisible(b), ListedParts.ResourcesOf(filter, visible), cancellation);

        bool IsVisible(ListedBooking booking) =>
            visible is not { } own || own.Any(booking.IsOf) || booking.IsOf(query.UserId);
    }

    // A series has few bookings: all are read for each page.
    private async Task<Outcome<BookingPage>> ReadSeriesAsync(ListBookings query, SeriesId id, CancellationToken cancellation)
    {
        var (filter, zone) = (query.Filter, await ZoneAsync(query.Filter, cancellation));
        var (from, to) = (filter.From?.In(zone), filter.To?.In(zone));
        if (from > to)
        {
            return TimeRange.Reversed;
        }

        var visible = filter.OfOwn ? [] : await access.VisibleResourcesAsync(query.UserId, query.Role, cancellation);
        var found = (await series.FindDocumentsAsync(id, cancellation)).Select(document => new ListedBooking(document)).Where(IsListed)
            .OrderBy(booking => booking.SortKey, StringComparer.Ordinal).ToList();
        return query.Limit is { } limit && found.Count > limit ? new BookingPage(found[..limit], found[limit - 1].SortKey) : new BookingPage(found, null);

        bool IsListed(ListedBooking listed) =>
            (listed.IsOf(query.UserId) || visible is not { } own || own.Any(resource => resource.Value == listed.Keys.Resource))
            && (filter.UserId is not { } user || listed.IsOf(user)) && filter.Matches(listed.Keys)
            && !(listed.Booking.Slot < from) && !(listed.Booking.Slot >= to)
            && (query.After is not { } after || string.CompareOrdinal(listed.SortKey, after) > 0);
    }

    /// <param name="visible">The resources whose bookings the caller may see; null for all.</param>
    private static ImmutableArray<ReadModelList> ListsOf(BookingFilter filter, ImmutableArray<ResourceId>? visible) => (filter, visible) switch
    {
        ({ UserId: { } user }, _) => BookingLists.OfUser(user),
        ({ ResourceId: { } resource }, _) => BookingLists.OfResource(resource, filter.Statuses),
        (_, { } own) => [.. own.SelectMany(resource => BookingLists.OfResource(resource, filter.Statuses))],
        _ => BookingLists.OfAll(filter.ServiceId, filter.Statuses),
    };

    private async Task<Outcome<BookingPage>> ReadAsync(
        ListBookings query, ImmutableArray<ReadModelList> lists, Func<ListedBooking, bool> matches, ImmutableArray<ResourceId>? listed,
        CancellationToken cancellation)
    {
        var zone = await ZoneAsync(query.Filter, cancellation);
        var (from, to) = (query.Filter.From?.In(zone) ?? query.Now, query.Filter.To?.In(zone));
        if (from > to)
        {
            return TimeRange.Reversed;
        }

        var range = BookingLists.Between(from, to);
        if (query.After is { } after && string.CompareOrdinal(after, range.After) > 0)
        {
            range = range with { After = after };
        }

        return await FilterAsync(lists, range, query.Limit, b => matches(b) && b.IsWithin(from, to), listed, cancellation);
    }

    private async Task<BookingPage> FilterAsync(
        ImmutableArray<ReadModelList> lists, ListRange range, int? limit, Func<ListedBooking, bool> matches, ImmutableArray<ResourceId>? listed,
        CancellationToken cancellation)
    {
        // One more than the limit shows whether there is a next page.
        range = range with { Limit = limit + 1 };
        List<ListedBooking> found = [];
        while (true)
        {
            var page = await _lists.ReadAsync(lists, range, cancellation);
            var unique = await _moves.WithoutDuplicatesAsync([.. page.Select(document => new ListedBooking(document))], cancellation);
            found.AddRange((await _parts.ResolveAsync(unique, page, listed, cancellation)).Where(matches));
            if (found.Count > limit)
            {
                return new BookingPage(found[..limit.Value], found[limit.Value - 1].SortKey);
            }

            if (range.Limit is not { } pageSize || page.Count < pageSize)
            {
                return new BookingPage(found, null);
            }

            range = range with { After = page[^1].SortKey, Limit = Math.Max(pageSize, FilteredPageSize) };
        }
    }

    // Read only if a date must be converted to an instant.
    private async Task<DateTimeZone> ZoneAsync(BookingFilter filter, CancellationToken cancellation)
    {
        if (filter.Zone is { } zone)
        {
            return zone;
        }

        if (filter.From?.Date is null && filter.To?.Date is null)
        {
            return DefaultCatalogue.Zone;
        }

        return filter.ResourceId is { } id && await calendars.FindAsync(id, cancellation) is { } resource
            ? (filter.From ?? filter.To!.Value).StretchOf(resource.Locations.Zones).Zone
            : await catalogue.LocationAsync(DefaultCatalogue.Location, cancellation) is { } location ? ZoneData.Zones[location.TimeZone]
            : DefaultCatalogue.Zone;
    }
}
