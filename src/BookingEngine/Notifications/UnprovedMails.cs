using BookingEngine.Ports;
using BookingEngine.RateLimiting;

namespace BookingEngine.Notifications;

/// <summary>Limits the mails to an address that nobody has proved. Anyone can enter the address of somebody else.</summary>
public sealed class UnprovedMails(RateLimits limits, TimeProvider time)
{
    /// <summary>Counts the mail at its first try. A try runs once, while an event may be handled twice.</summary>
    /// <param name="person">The id of the address's unproved bookings.</param>
    public async Task<bool> MayBeSentAsync(Delivery delivery, string person, CancellationToken cancellation) =>
        delivery.Attempts > 1 || await limits.CountAsync(RateLimitName.PublicMail, person, time.Now(), cancellation) is not { IsExceeded: true };
}
