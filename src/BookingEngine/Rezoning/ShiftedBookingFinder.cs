using BookingEngine.Bookings;
using BookingEngine.Bookings.Show;
using BookingEngine.Calendars.Events;
using BookingEngine.ReadModels;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Rezoning;

/// <summary>Finds the bookings ahead whose local times are other instants by the newest rules.</summary>
public sealed class ShiftedBookingFinder(IReadModelStore models, BookingHistory history)
{
    private const int PageSize = 200, HistoriesAtOnce = 20;

    public async Task<List<ShiftedBooking>> FindAsync(Instant now, CancellationToken cancellation)
    {
        List<ShiftedBooking> found = [];
        foreach (var list in BookingLists.OfAll(service: null, [BookingStatus.Confirmed, BookingStatus.Pending]))
        {
            var range = BookingLists.Between(now, null) with { Limit = PageSize };
            while (await models.ListAsync(list, range, cancellation) is { Count: > 0 } page)
            {
                var ahead = page.Select(BookingsProjection.Read).Where(booking => !booking.IsPart && booking.Slot > now);
                foreach (var some in ahead.Chunk(HistoriesAtOnce))
                {
                    found.AddRange((await Task.WhenAll(some.Select(booking => ShiftOfAsync(booking, cancellation)))).OfType<ShiftedBooking>());
                }

                range = range with { After = page[^1].SortKey };
            }
        }

        return [.. found.DistinctBy(shifted => shifted.Booking.Id)];
    }

    private async Task<ShiftedBooking?> ShiftOfAsync(Booking booking, CancellationToken cancellation)
    {
        if (AgreedTime.Of(await history.ReadAsync(booking.Id, cancellation)) is not { } agreed
            || !AgreedTime.IsOlder(agreed.ZoneData, ZoneData.Version) || ZoneData.TryFind(agreed.TimeZone) is not { } zone)
        {
            return null;
        }

        // The history ends too early if the document of the calendar that a booking has left is behind. A later look sees the rest.
        var (start, conflict) = AgreedTime.Resolve(agreed, zone);
        return start == agreed.Start || agreed.Start != booking.Slot ? null : new ShiftedBooking(booking, agreed, start, conflict);
    }
}
