using System.Collections.Immutable;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using NodaTime;

namespace BookingEngine.Commands;

/// <summary>Finds what another attempt at the same command has recorded, in any stream. It reads the events, so aggregates need not
/// remember commands.</summary>
public sealed class CommandDeduplication(IEventStore store, EventCatalogue catalogue, TimeProvider time)
{
    /// <summary>Whether another attempt at the command is possible, so that its commit may be in the store.</summary>
    public bool MayBeRecorded(CommandContext context) => context.Attempt is { } attempt && !(attempt.IsFirst && IsAlone(attempt));

    /// <summary>Whether that commit may be in a state of the command's stream.</summary>
    public bool MayBeRecorded(CommandContext context, long version) => MayBeRecorded(context) && context.Attempt!.UnrecordedUpTo < version;

    /// <summary>Whether another attempt may run by now, so that this one must not append any more.</summary>
    public bool IsLate(CommandContext context) => context.Attempt is { } attempt && !IsAlone(attempt);

    /// <summary>The events of the command's commit; none if it is not recorded. Asks the store only if another attempt is possible. Call it
    /// after loading a state, so that it covers everything in that state.</summary>
    /// <param name="stream">If attempts have recorded commits in different streams, that of this stream; otherwise the first one.</param>
    public async Task<ImmutableArray<RecordedEvent>> FindAsync(CommandContext context, StreamName? stream, CancellationToken cancellation) =>
        await FindAllAsync(context, cancellation) is { IsEmpty: false } all ? all.FirstOrDefault(commit => commit[0].Stream == stream, all[0]) : [];

    /// <summary>The same for each stream in which an attempt has recorded a commit.</summary>
    public async Task<ImmutableArray<ImmutableArray<RecordedEvent>>> FindAllAsync(CommandContext context, CancellationToken cancellation) =>
        MayBeRecorded(context) ? await FindAllAsync(context.CommitId, context.Attempt!.FirstAt, cancellation) : [];

    /// <summary>The events of each commit with the id.</summary>
    public async Task<ImmutableArray<ImmutableArray<RecordedEvent>>> FindAllAsync(CommitId id, Instant since, CancellationToken cancellation) =>
        [.. (await store.FindAsync(id, since, cancellation)).Select(commit => catalogue.Read(commit).ToImmutableArray())];

    private bool IsAlone(CommandAttempt attempt) => time.Now() < attempt.Deadline;
}
