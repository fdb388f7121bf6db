using BookingEngine.RateLimiting;
using NodaTime;

namespace BookingEngine.Users.Sessions;

/// <summary>Counts attempts to prove that an account is one's own: passwords and codes, on whatever route. All count for one limit, from any client address.
/// Each attempt counts before it is checked, so that parallel guesses count too. A success clears the count.</summary>
public sealed class SignInAttempts(RateLimits limits, AddressLookup addresses)
{
    /// <param name="username">The address in any spelling, or any other text.</param>
    /// <returns>Null if the limit is disabled.</returns>
    public async Task<LimitState?> CountAsync(string username, Instant now, CancellationToken cancellation) =>
        await limits.CountAsync(RateLimitName.Account, await SubjectAsync(username, cancellation), now, cancellation);

    public async Task<LimitState?> CountAsync(UserId user, Instant now, CancellationToken cancellation) =>
        await AddressOfAsync(user, cancellation) is { } address ? await CountAsync(address, now, cancellation) : null;

    public async Task ClearAsync(string username, CancellationToken cancellation) =>
        await limits.ClearAsync(RateLimitName.Account, await SubjectAsync(username, cancellation), cancellation);

    public async Task ClearAsync(UserId user, CancellationToken cancellation)
    {
        if (await AddressOfAsync(user, cancellation) is { } address)
        {
            await ClearAsync(address, cancellation);
        }
    }

    private async Task<string> SubjectAsync(string username, CancellationToken cancellation) =>
        EmailAddress.TryParseKnown(username) is { } email ? await addresses.IdentifyAsync(email, cancellation) : username;

    private async Task<string?> AddressOfAsync(UserId user, CancellationToken cancellation) =>
        await addresses.FindAsync(user, cancellation) is { Key: { } key } account ? key.Decrypt(account.User.Email) : null;
}
