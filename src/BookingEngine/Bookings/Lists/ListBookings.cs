using System.Collections.Immutable;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.ReadModels;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Bookings.Lists;

/// <param name="UserId">Who asks.</param>
/// <param name="After">The sort key of the last booking that the caller has seen.</param>
/// <param name="Limit">All of them where null.</param>
public sealed record ListBookings(UserId UserId, string? After, int? Limit)
{
    public Role Role { get; init; } = Role.Customer;

    public BookingFilter Filter { get; init; } = BookingFilter.None;
}

/// <param name="Next">The sort key to go on from; null at the end.</param>
public sealed record BookingPage(IReadOnlyList<Booking> Bookings, string? Next);

/// <summary>Bookings by slot, then id. A page costs what it shows, however many bookings there are of others: what no index has together (any filter on
/// one person's bookings, the service on one resource's) is sifted from that person's or resource's alone.</summary>
public sealed class ListBookingsHandler(
    IReadModelStore models, BookingAccess staff, CalendarReader calendars, CatalogueCache catalogue)
{
    /// <summary>How many are read at once where some of them may not fit.</summary>
    private const int FilteredAtOnce = 200;

    public static readonly Refusal MissingRole =
        new(RefusalKind.Forbidden, "missing_role", "Your role does not allow this: ask an administrator for it.");

    public static readonly Refusal NotYours =
        new(RefusalKind.Forbidden, "resource_forbidden", "Its bookings are for its own staff and administrators: name a resource that you look after.");

    private readonly MergedLists _lists = new(models);

    public async Task<Outcome<BookingPage>> HandleAsync(ListBookings query, CancellationToken cancellation)
    {
        var filter = query.Filter;
        if (filter.IsOwn(query.UserId))
        {
            return await ReadAsync(query, BookingLists.OfUser(query.UserId), filter.Fits, cancellation);
        }

        if (query.Role is Role.Customer)
        {
            return MissingRole;
        }

        var seen = await staff.VisibleResourcesAsync(query.UserId, query.Role, cancellation);
        return filter.ResourceId is { } resource && seen?.Contains(resource) is false
            ? NotYours
            : await ReadAsync(query, ListsOf(filter, seen), b => filter.Fits(b) && IsSeen(b), cancellation);

        bool IsSeen(Booking booking) => seen is not { } own || own.Contains(booking.ResourceId) || booking.UserId == query.UserId;
    }

    /// <param name="seen">The resources whose bookings the caller may see; null for all.</param>
    private static ImmutableArray<ReadModelList> ListsOf(BookingFilter filter, ImmutableArray<ResourceId>? seen) => (filter, seen) switch
    {
        ({ UserId: { } user }, _) => BookingLists.OfUser(user),
        ({ ResourceId: { } resource }, _) => BookingLists.OfResource(resource, filter.Statuses),
        (_, { } own) => [.. own.SelectMany(resource => BookingLists.OfResource(resource, filter.Statuses))],
        _ => BookingLists.OfAll(filter.ServiceId, filter.Statuses),
    };

    private async Task<Outcome<BookingPage>> ReadAsync(
        ListBookings query, ImmutableArray<ReadModelList> lists, Func<Booking, bool> fits, CancellationToken cancellation)
    {
        var zone = await ZoneAsync(query.Filter, cancellation);
        var (from, to) = (query.Filter.From?.In(zone), query.Filter.To?.In(zone));
        if (from > to)
        {
            return TimeRange.Reversed;
        }

        var range = BookingLists.Between(from, to);
        if (query.After is { } after && string.CompareOrdinal(after, range.After) > 0)
        {
            range = range with { After = after };
        }

        return await FilterAsync(
            lists, range, query.Limit, b => fits(b) && !(b.Slot < from) && !(b.Slot >= to), cancellation);
    }

    private async Task<BookingPage> FilterAsync(
        ImmutableArray<ReadModelList> lists, ListRange range, int? limit, Func<Booking, bool> fits, CancellationToken cancellation)
    {
        // One more than asked for tells whether there is a next page.
        range = range with { Limit = limit + 1 };
        List<(Booking Booking, string SortKey)> found = [];
        while (true)
        {
            var page = await _lists.ReadAsync(lists, range, cancellation);
            found.AddRange((await WithoutDuplicatesAsync([.. page.Select(d => (BookingsProjection.Read(d), d.SortKey))], cancellation)).Where(b => fits(b.Booking)));
            if (found.Count > limit)
            {
                return new BookingPage([.. found.Take(limit.Value).Select(b => b.Booking)], found[limit.Value - 1].SortKey);
            }

            if (range.Limit is not { } asked || page.Count < asked)
            {
                return new BookingPage([.. found.Select(b => b.Booking)], null);
            }

            range = range with { After = page[^1].SortKey, Limit = Math.Max(asked, FilteredAtOnce) };
        }
    }

    // Asked for where a date is to be told an instant, and not otherwise.
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

        return filter.ResourceId is { } id && await calendars.FindAsync(id, cancellation) is { } placed ? placed.Zone
            : await catalogue.LocationAsync(DefaultCatalogue.Location, cancellation) is { } location ? ZoneData.Zones[location.TimeZone]
            : DefaultCatalogue.Zone;
    }

    // One that is being moved has a document in either calendar: that of the calendar that it comes from stands for it until that one lets it go.
    private async Task<List<(Booking Booking, string SortKey)>> WithoutDuplicatesAsync(
        List<(Booking Booking, string SortKey)> page, CancellationToken cancellation)
    {
        HashSet<string> here = [.. page.Select(b => BookingsProjection.DocumentIdOf(b.Booking.Id, b.Booking.Arrival))];
        List<(Booking Booking, string SortKey)> once = [];
        foreach (var entry in page)
        {
            if (entry.Booking.ArrivesFrom is not { } from || (!here.Contains(from) && await HasLeftAsync(from, entry.Booking, cancellation)))
            {
                once.Add(entry);
            }
        }

        return once;
    }

    private async Task<bool> HasLeftAsync(string from, Booking arriving, CancellationToken cancellation) =>
        await models.FindAsync(BookingsProjection.ModelName, from, cancellation) is { Body: not null } document
        && BookingsProjection.Read(document).MovedBy == arriving.Arrival;
}
