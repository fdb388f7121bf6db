using BookingEngine.Bookings;
using BookingEngine.Bookings.Lists;
using BookingEngine.Users;

namespace BookingEngine.Tests.Bookings.Lists;

internal static class ListedBookings
{
    /// <summary>All bookings of a user, as the user sees them.</summary>
    public static async Task<IReadOnlyList<Booking>> OfAsync(ListBookingsHandler handler, UserId user)
    {
        var outcome = await handler.HandleAsync(new ListBookings(user, null, null), CancellationToken.None);
        Assert.False(outcome.IsRefused(out _, out var page));
        return page!.Bookings;
    }
}
