using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using NodaTime;

namespace BookingEngine.Commands;

/// <summary>What every command needs besides its own data. Decisions must not read these themselves.</summary>
/// <param name="CommitId">The same for each retry of the command.</param>
/// <param name="Now">The instant at which the command is decided.</param>
/// <param name="Actor">The user's id; null if nobody is signed in.</param>
/// <param name="CorrelationId">The same in a request's log lines, events and answer.</param>
public sealed record CommandContext(CommitId CommitId, Instant Now, string? Actor, string CorrelationId)
{
    /// <summary>The attempt, for a command that may be attempted several times; null for one that may not.</summary>
    public CommandAttempt? Attempt { get; init; }

    /// <summary>What its request has read.</summary>
    public RequestDocuments Documents { get; init; } = new();

    /// <summary>When the first attempt began, for an attempt that repeats it; null for the first, and for a command that is not attempted several times.</summary>
    public Instant? RepeatedSince => Attempt is { IsFirst: false, FirstAt: var first } ? first : null;

    /// <summary>What an attempt knows about a stream that it has read. See <see cref="CommandAttempt.UnrecordedUpTo"/>.</summary>
    /// <param name="version">The stream's version then.</param>
    public long UnrecordedUpTo(long version) => RepeatedSince is null ? version : -1;
}

/// <summary>One attempt at a command. All attempts share its commit id.</summary>
/// <param name="IsFirst">Whether no attempt began earlier.</param>
/// <param name="FirstAt">When the first attempt began. The command has no events from before.</param>
/// <param name="Deadline">No other attempt begins before it, and this one appends nothing after it.</param>
public sealed record CommandAttempt(bool IsFirst, Instant FirstAt, Instant Deadline)
{
    /// <summary>No stream had a commit of another attempt when the command's stream had this version. Negative if that is unknown.</summary>
    public long UnrecordedUpTo { get; init; } = -1;

    /// <summary>An attempt that competes with one that may still run: the store decides whose commit is first.</summary>
    public static CommandAttempt Competing(Instant firstAt) => new(IsFirst: false, firstAt, Deadline: Instant.MaxValue);
}
