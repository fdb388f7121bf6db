namespace BookingEngine;

/// <summary>What a refusal means for the caller; the HTTP layer maps each to one status.</summary>
public enum RefusalKind
{
    /// <summary>The request was understood and breaks a rule whatever the state: it will never succeed as it is.</summary>
    Rule,

    /// <summary>The request collides with what is there now: another choice, or another time, may succeed.</summary>
    Conflict,

    /// <summary>The contract answers 400 for it.</summary>
    BadRequest,

    /// <summary>The credentials given do not hold.</summary>
    Unauthorized,

    /// <summary>The credentials hold, and something else is wanting.</summary>
    Forbidden,

    /// <summary>There is no such thing, or none for this caller.</summary>
    NotFound,

    /// <summary>What the request was made on has changed since: read it again.</summary>
    Stale,
}

/// <summary>A business answer that is a no: a value, not an exception. <paramref name="Code"/> is stable, part of the API;
/// <paramref name="Detail"/> is for people and says what to do.</summary>
public record Refusal(RefusalKind Kind, string Code, string Detail);
