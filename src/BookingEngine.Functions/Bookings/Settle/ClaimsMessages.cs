using BookingEngine.BookingLimits;
using BookingEngine.Erasure;
using BookingEngine.PublicBookings;

namespace BookingEngine.Functions.Bookings.Settle;

/// <summary>Handles what is due later: confirms or releases limit claims whose booking is uncertain, looks again for bookings of erased persons, and
/// erases forms that were never confirmed.</summary>
public sealed class ClaimsMessages(SettleClaimsHandler claims, SecondLookHandler erasures, RequestTexts requests)
{
    public async Task HandleAsync(string message, CancellationToken cancellation)
    {
        if (!await requests.TryEraseAsync(message) && !await erasures.TryHandleAsync(message, cancellation))
        {
            await claims.HandleAsync(message, cancellation);
        }
    }
}
