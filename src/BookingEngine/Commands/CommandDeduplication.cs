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
    public async Task<ImmutableArray<RecordedEvent>> FindAsync(CommandContext context, CancellationToken cancellation) =>
        MayBeRecorded(context) ? await FindAsync(context.CommitId, context.Attempt!.FirstAt, cancellation) : [];

    public async Task<ImmutableArray<RecordedEvent>> FindAsync(CommitId id, Instant since, CancellationToken cancellation) =>
        await store.FindAsync(id, since, cancellation) is { } commit ? [.. catalogue.Read(commit)] : [];

    private bool IsAlone(CommandAttempt attempt) => time.Now() < attempt.Deadline;
}
