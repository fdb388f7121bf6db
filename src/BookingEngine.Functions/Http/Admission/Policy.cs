using BookingEngine.Users;

namespace BookingEngine.Functions.Http.Admission;

/// <summary>Who may call a route, and how often. Every function must have one.</summary>
/// <param name="NeedsKey">Whether the app's key is required.</param>
/// <param name="NeedsToken">Whether a bearer token is required.</param>
/// <param name="Roles">The allowed roles. Empty for any role.</param>
/// <param name="Limit">The rate limit of the route. Null for no limit.</param>
public sealed record Policy(bool NeedsKey, bool NeedsToken, IReadOnlyList<Role> Roles, RateLimitName? Limit)
{
    /// <summary>The route's part of a stored idempotency key. It never changes: with another name, a retry would book twice. Null if the route
    /// does not support <c>Idempotency-Key</c>. Only for signed-in callers, because a key belongs to its caller.</summary>
    public string? IdempotencyScope { get; init; }

    /// <summary>Whether a caller who must set up a second factor first may call it.</summary>
    public bool IsForEnrolment { get; init; }

    /// <summary>Whether a bearer token may be sent, and tells who the caller is. An invalid one is refused. Without one nobody is signed in.</summary>
    public bool TakesToken { get; init; }

    /// <summary>Whether people open it in a browser: <c>PageEdge</c> admits them, by the session that a cookie names, and refuses by pages.
    /// <see cref="NeedsToken"/> then asks for that session.</summary>
    public bool IsForPages { get; init; }

    /// <summary>For docs, health and the catch-all, which need no credentials and reveal nothing.</summary>
    public static Policy Open { get; } = new(false, false, [], null);

    /// <summary>For forms of pages: browsers send them without a key, so only a limit applies.</summary>
    public static Policy OpenWithin(RateLimitName limit) => new(false, false, [], limit);

    /// <summary>For pages that anyone may open, and whose forms only our own pages may send.</summary>
    public static Policy OpenPage(RateLimitName limit) => new(false, false, [], limit) { IsForPages = true };

    /// <summary>For pages of people who are signed in.</summary>
    public static Policy Page(RateLimitName limit, params IReadOnlyList<Role> roles) => new(false, true, roles, limit) { IsForPages = true };

    public static Policy WithKey(RateLimitName limit) => new(true, false, [], limit);

    public static Policy SignedIn(RateLimitName limit, params IReadOnlyList<Role> roles) => new(true, true, roles, limit);
}
