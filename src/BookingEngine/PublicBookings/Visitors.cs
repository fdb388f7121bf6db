using BookingEngine.Privacy;
using BookingEngine.Users;

namespace BookingEngine.PublicBookings;

/// <summary>Visitors without an account. A visitor is a client address, of which only a keyed hash is stored.</summary>
public sealed class Visitors(LookupKey lookup)
{
    /// <summary>The id under which a visitor holds slots.</summary>
    /// <param name="network">The client's address. Of IPv6, its /64 network.</param>
    public async Task<UserId> FindAsync(string network, CancellationToken cancellation) =>
        UserId.OfHash(await lookup.HashBytesAsync($"visitor {network}", cancellation));
}
