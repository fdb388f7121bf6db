using BookingEngine.ReadModels;
using BookingEngine.Users;

namespace BookingEngine.Bookings;

/// <param name="After">The sort key of the last booking that the caller has seen.</param>
/// <param name="Limit">All of them where null.</param>
public sealed record ListBookings(UserId UserId, string? After, int? Limit);

/// <param name="Next">The sort key to go on from; null at the end.</param>
public sealed record BookingPage(IReadOnlyList<Booking> Bookings, string? Next);

public sealed class ListBookingsHandler(IReadModelStore models)
{
    public async Task<BookingPage> HandleAsync(ListBookings query, CancellationToken cancellation)
    {
        // One more than asked for tells whether there is a next page.
        var documents = await models.ListAsync(
            BookingsProjection.ModelName, BookingsProjection.PartitionOf(query.UserId), query.After, query.Limit + 1, cancellation);
        var more = documents.Count > query.Limit;
        var shown = more ? documents.Take(query.Limit!.Value).ToList() : documents;
        return new BookingPage([.. shown.Select(BookingsProjection.Read)], more ? shown[^1].SortKey : null);
    }
}
