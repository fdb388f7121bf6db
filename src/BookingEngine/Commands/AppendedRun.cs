using BookingEngine.Aggregates;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline.OwnWrites;

namespace BookingEngine.Commands;

/// <summary>Commands whose commits are durable, and whose callers are not answered yet.</summary>
/// <param name="VersionBefore">The version of the stream before them.</param>
/// <param name="Commands">At least one, in the order of their commits.</param>
internal sealed record AppendedRun<TState>(StreamName Stream, long VersionBefore, IReadOnlyList<WaitingCommand<TState>> Commands)
    where TState : IAggregate<TState>
{
    /// <summary>The state after the last commit.</summary>
    public Versioned<TState> End => Commands[^1].Result.Aggregate;

    public CommitId LastCommit => Commands[^1].Context.CommitId;

    /// <summary>What is applied to the read models before the callers are answered.</summary>
    public IReadOnlyList<OwnEvents> OwnEvents =>
        [.. Commands.Select(c => new OwnEvents(c.Result.Recorded, c.Context.Documents))];
}
