using NodaTime;

namespace BookingEngine.Idempotency;

/// <summary>The requests with idempotency keys, and their answers. As durable as the events.</summary>
public interface IIdempotencyRecords
{
    /// <summary>Saves the record unless its key has one. Of concurrent calls, exactly one saves its record.</summary>
    /// <returns>The record of the key: this one, or the one that was there first.</returns>
    /// <exception cref="Ports.StoreUnavailableException">The outcome is unknown.</exception>
    Task<IdempotencyRecord> AddAsync(IdempotencyRecord record);

    /// <summary>Replaces <paramref name="held"/> if it is still unanswered and held by the same attempt.</summary>
    /// <returns>False if it was not replaced.</returns>
    Task<bool> TryReplaceAsync(IdempotencyRecord held, IdempotencyRecord next);

    /// <summary>Deletes the record if the same attempt still holds it.</summary>
    Task DeleteAsync(IdempotencyRecord held);

    /// <summary>Deletes the records that were begun before the instant.</summary>
    /// <returns>How many were deleted.</returns>
    Task<int> PurgeAsync(Instant begunBefore);
}

/// <summary>A request with a key, from its first attempt on. It stores nothing in clear text that a client sent or received.</summary>
/// <param name="Key">The keyed hash of caller, route and key.</param>
/// <param name="Fingerprint">The keyed hash of the request's content. A different hash means a different request.</param>
/// <param name="CommitId">The commit id of the command, the same for all attempts.</param>
/// <param name="HeldBy">The running attempt, or the last one. The first attempt has the commit's own id.</param>
/// <param name="LeaseEnds">When an attempt without an answer counts as dead.</param>
/// <param name="Answer">The encrypted answer; null if there is none yet.</param>
public sealed record IdempotencyRecord(
    string Key, string Fingerprint, Guid CommitId, Guid HeldBy, Instant BegunAt, Instant LeaseEnds, string? Answer)
{
    /// <summary>How long a record is stored.</summary>
    public static readonly Duration Retention = Duration.FromHours(24);
}
