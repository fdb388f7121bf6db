using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.Idempotency;

public enum IdempotencyResultKind
{
    /// <summary>The request is to be carried out.</summary>
    Attempt,

    /// <summary>It was carried out and answered.</summary>
    Answered,

    /// <summary>Another request was sent with this key before.</summary>
    Differs,

    /// <summary>An attempt is under way.</summary>
    InUse,
}

/// <summary>How a request with an idempotency key stands.</summary>
/// <param name="Lease">The key, where there is an attempt to make.</param>
/// <param name="Answer">The answer, where there is one.</param>
/// <param name="Wait">How long the attempt under way may last still.</param>
public sealed record IdempotencyResult(IdempotencyResultKind Kind, IdempotencyLease? Lease = null, string? Answer = null, Duration Wait = default)
{
    public static IdempotencyResult Differs { get; } = new(IdempotencyResultKind.Differs);

    public static IdempotencyResult InUse(Duration wait) => new(IdempotencyResultKind.InUse, Wait: wait);
}

/// <summary>A key that an attempt holds.</summary>
public sealed class IdempotencyLease
{
    internal IdempotencyLease(IdempotencyRecord record, CommandAttempt attempt, PersonalData.PersonKey seal) =>
        (Record, Attempt, Seal) = (record, attempt, seal);

    public CommandAttempt Attempt { get; }

    public CommitId CommitId => new(Record.CommitId);

    internal IdempotencyRecord Record { get; }

    internal PersonalData.PersonKey Seal { get; }
}
