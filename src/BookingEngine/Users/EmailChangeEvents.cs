using System.Text.Json.Serialization;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.Users;

/// <summary>The user asks for another mail address. A mail to it has the link that completes the change. Until then nothing changes.</summary>
/// <param name="Email">The new address.</param>
/// <param name="KeptSession">The caller's session, the only one that continues after the change.</param>
public sealed record EmailChangeRequested(Guid RequestId, Encrypted Email, SessionId KeptSession, Instant ExpiresAt) : IDomainEvent;

/// <summary>A mail tells the present address of the request.</summary>
public sealed record EmailChangeAnnounced(Guid RequestId) : IDomainEvent;

/// <summary>The request can no longer be completed.</summary>
public sealed record EmailChangeEnded(Guid RequestId) : IDomainEvent;

/// <summary>From now on the user has the new address, which the link has verified. A mail tells the former one.</summary>
public sealed record EmailChanged(Guid RequestId, Encrypted Email, Encrypted FormerEmail, SessionId KeptSession) : IDomainEvent
{
    /// <summary>Whether the former address was verified.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool WasVerified { get; init; }
}
