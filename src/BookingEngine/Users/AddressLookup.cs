using BookingEngine.Privacy;

namespace BookingEngine.Users;

/// <summary>Finds the user who has claimed a mail address. The account may not be registered yet: its stream tells.</summary>
public sealed class AddressLookup(IAddressClaims claims, LookupKey lookup)
{
    public Task<UserId?> FindAsync(EmailAddress email, CancellationToken cancellation) => FindAsync(email.Canonical, cancellation);

    /// <summary>Takes the same time for a text that is no address.</summary>
    public async Task<UserId?> FindAsync(string canonical, CancellationToken cancellation) =>
        (await claims.FindAsync(await lookup.HashAsync(canonical, cancellation), cancellation))?.UserId;
}
