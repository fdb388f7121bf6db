using BookingEngine.Users;

namespace BookingEngine.Functions.Http.Admission;

/// <summary>Who may call a route, and how often. A function cannot be written without one.</summary>
/// <param name="NeedsKey">Whether the app's key is asked for.</param>
/// <param name="NeedsToken">Whether a bearer token is asked for.</param>
/// <param name="Roles">The roles that may; any, where empty.</param>
/// <param name="Limit">The rate limit that requests count against; null for routes that are free.</param>
public sealed record Policy(bool NeedsKey, bool NeedsToken, IReadOnlyList<Role> Roles, RateLimitName? Limit)
{
    /// <summary>The route's part of an idempotency key, stable forever: under another name a retry would be a second booking. Null where no
    /// <c>Idempotency-Key</c> is read. Only for signed-in callers, since a key belongs to its caller.</summary>
    public string? IdempotencyScope { get; init; }

    /// <summary>Docs, health and what the catch-all answers: nothing is asked for and nothing is given away.</summary>
    public static Policy Open { get; } = new(false, false, [], null);

    /// <summary>A page's form: no key, for it is a browser that sends it, but a limit.</summary>
    public static Policy OpenWithin(RateLimitName limit) => new(false, false, [], limit);

    public static Policy WithKey(RateLimitName limit) => new(true, false, [], limit);

    public static Policy SignedIn(RateLimitName limit, params IReadOnlyList<Role> roles) => new(true, true, roles, limit);
}
