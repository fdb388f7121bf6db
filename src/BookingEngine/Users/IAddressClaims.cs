using NodaTime;

namespace BookingEngine.Users;

/// <summary>Who holds which mail address, by its keyed hash. The store's uniqueness is what lets an address be registered once; that
/// the holder's registration went through is told by the holder's stream, never by the claim.</summary>
public interface IAddressClaims
{
    /// <summary>Claims a free address.</summary>
    /// <returns>The claim that stands afterwards: the new one, or the one that was there before.</returns>
    Task<AddressClaim> ClaimAsync(AddressClaim claim);

    Task<AddressClaim?> FindAsync(string addressHash, CancellationToken cancellation);

    /// <summary>Puts <paramref name="next"/> in the place of <paramref name="held"/>; false where that no longer stands.</summary>
    Task<bool> TryTakeOverAsync(AddressClaim held, AddressClaim next);
}

public sealed record AddressClaim(string AddressHash, UserId UserId, Instant ClaimedAt);
