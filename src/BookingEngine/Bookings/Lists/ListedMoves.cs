using BookingEngine.ReadModels;

namespace BookingEngine.Bookings.Lists;

/// <summary>Shows a booking that is moving once. It has a document in both calendars: until its old calendar removes it, only that calendar's document
/// counts.</summary>
internal sealed class ListedMoves(IReadModelStore models)
{
    public async Task<IReadOnlyList<ListedBooking>> WithoutDuplicatesAsync(IReadOnlyList<ListedBooking> page, CancellationToken cancellation)
    {
        if (page.All(booking => booking.ArrivesFrom is null))
        {
            return page;
        }

        HashSet<string> ids = [.. page.Select(booking => booking.DocumentId)];
        List<ListedBooking> unique = [];
        foreach (var listed in page)
        {
            if (listed.ArrivesFrom is not { } from || (!ids.Contains(from) && await HasLeftAsync(from, listed.Booking, cancellation)))
            {
                unique.Add(listed);
            }
        }

        return unique;
    }

    private async Task<bool> HasLeftAsync(string from, Booking arriving, CancellationToken cancellation) =>
        await models.FindAsync(BookingsProjection.ModelName, from, cancellation) is { Body: not null } document
        && BookingsProjection.Read(document).MovedBy == arriving.Arrival;
}
