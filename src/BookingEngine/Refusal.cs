namespace BookingEngine;

/// <summary>The kind of a refusal. The HTTP layer maps each kind to one status.</summary>
public enum RefusalKind
{
    /// <summary>The request breaks a rule that does not depend on the state. The same request never succeeds.</summary>
    Rule,

    /// <summary>The request conflicts with the current state. Another choice, or another time, may succeed.</summary>
    Conflict,

    /// <summary>The contract demands status 400.</summary>
    BadRequest,

    /// <summary>The credentials are invalid.</summary>
    Unauthorized,

    /// <summary>The credentials are valid, but they do not allow the request.</summary>
    Forbidden,

    /// <summary>There is no such object, or the caller may not see it.</summary>
    NotFound,

    /// <summary>The object has changed since the caller read it. The caller must read it again.</summary>
    Stale,
}

/// <summary>A business answer that says no. It is a value, not an exception.</summary>
/// <param name="Code">Stable: part of the API.</param>
/// <param name="Detail">For people: what is wrong, then what to do.</param>
public record Refusal(RefusalKind Kind, string Code, string Detail);
