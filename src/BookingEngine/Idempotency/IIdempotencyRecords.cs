using NodaTime;

namespace BookingEngine.Idempotency;

/// <summary>What became of requests that carry an idempotency key: one record each, kept as durably as the events.</summary>
public interface IIdempotencyRecords
{
    /// <summary>Keeps the record unless one with its key is there. Of any number at once exactly one is kept.</summary>
    /// <returns>The record that stands.</returns>
    /// <exception cref="Ports.StoreUnavailableException">The outcome is unknown.</exception>
    Task<IdempotencyRecord> AddAsync(IdempotencyRecord record);

    /// <summary>Puts <paramref name="next"/> in the place of <paramref name="held"/>, if that still stands, unanswered and held by the same attempt.</summary>
    /// <returns>Whether <paramref name="next"/> stands now.</returns>
    Task<bool> TryReplaceAsync(IdempotencyRecord held, IdempotencyRecord next);

    /// <summary>Deletes the record, if it still stands, held by the same attempt.</summary>
    Task DeleteAsync(IdempotencyRecord held);

    /// <summary>Deletes records that were begun before the instant.</summary>
    /// <returns>How many were deleted.</returns>
    Task<int> PurgeAsync(Instant begunBefore);
}

/// <summary>One request by its key, from its first attempt on. Nothing in it is in clear that a client sent or was answered.</summary>
/// <param name="Key">The keyed hash of caller, route and key.</param>
/// <param name="Fingerprint">The keyed hash of what was asked: another one is another request.</param>
/// <param name="CommitId">The commit id of the command, the same at every attempt.</param>
/// <param name="HeldBy">The attempt under way, or the last one. The first has the commit's own id.</param>
/// <param name="LeaseEnds">When an attempt that has not answered counts as dead.</param>
/// <param name="Answer">The answer to give from now on, sealed; null while there is none.</param>
public sealed record IdempotencyRecord(
    string Key, string Fingerprint, Guid CommitId, Guid HeldBy, Instant BegunAt, Instant LeaseEnds, string? Answer)
{
    /// <summary>How long a record is kept.</summary>
    public static readonly Duration Retention = Duration.FromHours(24);
}
