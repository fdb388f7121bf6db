using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Commands;

/// <summary>What the edge gives every command beside its own data: all that a decision may not fetch for itself.</summary>
/// <param name="CommitId">Makes a retry of this very command recognisable, whatever became of the first try.</param>
/// <param name="Now">The instant at which the command is decided.</param>
/// <param name="Actor">Who acts: a user's id, or null where nobody has signed in yet.</param>
/// <param name="CorrelationId">Joins the log lines, the events and the answer of one request.</param>
public sealed record CommandContext(CommitId CommitId, Instant Now, string? Actor, string CorrelationId)
{
    /// <summary>Which attempt at the command this is, where it may be attempted more than once; null where it cannot.</summary>
    public CommandAttempt? Attempt { get; init; }
}

/// <summary>One of the attempts at a command, which all have its commit id.</summary>
/// <param name="IsFirst">Whether no other began before it.</param>
/// <param name="FirstAt">When the first began: nothing of the command was recorded earlier.</param>
/// <param name="Deadline">Until when no other attempt can begin. From then on this one appends nothing more.</param>
public sealed record CommandAttempt(bool IsFirst, Instant FirstAt, Instant Deadline);
