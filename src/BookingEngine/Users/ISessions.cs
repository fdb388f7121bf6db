using System.Text.Json.Serialization;
using BookingEngine.Ports;
using NodaTime;

namespace BookingEngine.Users;

[JsonConverter(typeof(GuidIdJsonConverter<SessionId>))]
public readonly record struct SessionId(Guid Value) : IGuidId<SessionId>
{
    public static SessionId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>A sign-in that stands until it expires or is ended.</summary>
public sealed record Session(SessionId Id, UserId UserId, Role Role, Instant StartedAt, Instant ExpiresAt);

/// <summary>The sessions that stand. Asked on every request and never cached, so that an ended one is dead at once everywhere.</summary>
public interface ISessions
{
    Task StartAsync(Session session);

    /// <summary>The session, if it stands at this instant.</summary>
    Task<Session?> FindAsync(SessionId id, Instant now, CancellationToken cancellation);

    Task EndAsync(SessionId id);

    /// <summary>Ends the user's sessions that were started before the instant, but for one.</summary>
    Task EndAllAsync(UserId user, SessionId? except, Instant startedBefore);

    /// <summary>Deletes what expired before the instant.</summary>
    /// <returns>How many were deleted.</returns>
    Task<int> PurgeAsync(Instant expiredBefore);
}
