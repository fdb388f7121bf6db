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
        return new BookingPage(await OnceEachAsync([.. shown.Select(BookingsProjection.Read)], cancellation), more ? shown[^1].SortKey : null);
    }

    // One that is being moved has a document in either calendar: that of the calendar that it comes from stands for it until that one lets it go.
    private async Task<List<Booking>> OnceEachAsync(List<Booking> bookings, CancellationToken cancellation)
    {
        HashSet<string> here = [.. bookings.Select(b => BookingsProjection.DocumentIdOf(b.Id, b.Arrival))];
        List<Booking> once = [];
        foreach (var booking in bookings)
        {
            if (booking.ArrivesFrom is not { } from || (!here.Contains(from) && await HasLeftAsync(from, booking, cancellation)))
            {
                once.Add(booking);
            }
        }

        return once;
    }

    private async Task<bool> HasLeftAsync(string from, Booking arriving, CancellationToken cancellation) =>
        await models.FindAsync(BookingsProjection.ModelName, from, cancellation) is { Body: not null } document
        && BookingsProjection.Read(document).MovedBy == arriving.Arrival;
}
