using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Users;

namespace BookingEngine.BookingLimits;

/// <summary>Settles the expired claims of a customer or of a period.</summary>
public sealed class SettleClaimsHandler(ClaimAlignment claims, TimeProvider time)
{
    /// <param name="message">A customer's id, or the name of a period's stream.</param>
    public Task HandleAsync(string message, CancellationToken cancellation) => claims.SettleAsync(
        Guid.TryParse(message, out var user) ? CustomerClaims.StreamOf(new UserId(user)) : StreamName.Parse(message), time.Now(), cancellation);
}
