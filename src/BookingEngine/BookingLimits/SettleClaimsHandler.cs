using BookingEngine.Ports;
using BookingEngine.Users;

namespace BookingEngine.BookingLimits;

/// <summary>Settles a customer's expired claims.</summary>
public sealed class SettleClaimsHandler(BookingLimitEnforcer limits, TimeProvider time)
{
    /// <param name="message">The customer's id.</param>
    public Task HandleAsync(string message, CancellationToken cancellation) =>
        limits.SettleAsync(new UserId(Guid.Parse(message)), time.Now(), cancellation);
}
