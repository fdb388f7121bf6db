using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.Idempotency;

public enum IdempotencyResultKind
{
    /// <summary>The caller must run the request.</summary>
    Attempt,

    /// <summary>The request has been answered.</summary>
    Answered,

    /// <summary>The key was used for a different request.</summary>
    Differs,

    /// <summary>An attempt is running.</summary>
    InUse,
}

/// <summary>What to do with a request that has an idempotency key.</summary>
/// <param name="Lease">Only for <see cref="IdempotencyResultKind.Attempt"/>.</param>
/// <param name="Answer">Only for <see cref="IdempotencyResultKind.Answered"/>.</param>
/// <param name="Wait">How long the running attempt may still take.</param>
public sealed record IdempotencyResult(IdempotencyResultKind Kind, IdempotencyLease? Lease = null, string? Answer = null, Duration Wait = default)
{
    public static IdempotencyResult Differs { get; } = new(IdempotencyResultKind.Differs);

    public static IdempotencyResult InUse(Duration wait) => new(IdempotencyResultKind.InUse, Wait: wait);
}

/// <summary>The right of one attempt to answer for a key.</summary>
public sealed class IdempotencyLease
{
    internal IdempotencyLease(IdempotencyRecord record, CommandAttempt attempt, PersonalData.PersonKey encryptionKey) =>
        (Record, Attempt, EncryptionKey) = (record, attempt, encryptionKey);

    public CommandAttempt Attempt { get; }

    public CommitId CommitId => new(Record.CommitId);

    internal IdempotencyRecord Record { get; }

    internal PersonalData.PersonKey EncryptionKey { get; }
}
