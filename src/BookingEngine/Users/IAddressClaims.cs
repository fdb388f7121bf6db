using NodaTime;

namespace BookingEngine.Users;

/// <summary>Maps mail addresses, by keyed hash, to users. The store's unique key ensures that one user at a time may get an address.
/// Only the user's stream tells whether the user has it, not the claim.</summary>
public interface IAddressClaims
{
    /// <summary>Claims an address if it is free.</summary>
    /// <returns>The address's claim: this one, or the earlier one.</returns>
    Task<AddressClaim> ClaimAsync(AddressClaim claim);

    Task<AddressClaim?> FindAsync(string addressHash, CancellationToken cancellation);

    /// <summary>Replaces <paramref name="held"/> by <paramref name="next"/>. False if it was replaced already, also by a later claim
    /// of the same user.</summary>
    Task<bool> TryTakeOverAsync(AddressClaim held, AddressClaim next);

    /// <summary>Deletes the claim, unless it was replaced.</summary>
    Task ReleaseAsync(AddressClaim held);
}

public sealed record AddressClaim(string AddressHash, UserId UserId, Instant ClaimedAt);
