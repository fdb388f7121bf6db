using System.Collections.Immutable;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using NodaTime;

namespace BookingEngine.Commands;

/// <summary>Finds what another attempt at the same command has recorded, in any stream. It reads the events, so aggregates need not
/// remember commands.</summary>
public sealed class CommandDeduplication(IEventStore store, EventCatalogue catalogue, TimeProvider time)
{
    /// <summary>The events of the command's commit; none if it is not recorded. Asks the store only if another attempt is possible. Call it
    /// after loading a state, so that it covers everything in that state.</summary>
    public async Task<ImmutableArray<RecordedEvent>> FindAsync(CommandContext context, CancellationToken cancellation)
    {
        if (context.Attempt is not { } attempt || (attempt.IsFirst && IsAlone(attempt)))
        {
            return [];
        }

        return await FindAsync(context.CommitId, attempt.FirstAt, cancellation);
    }

    public async Task<ImmutableArray<RecordedEvent>> FindAsync(CommitId id, Instant since, CancellationToken cancellation) =>
        await store.FindAsync(id, since, cancellation) is { } commit ? [.. catalogue.Read(commit)] : [];

    /// <exception cref="StoreUnavailableException">Another attempt may run by now, so this one must not append any more.</exception>
    public void EnsureBeforeDeadline(CommandContext context)
    {
        if (context.Attempt is { } attempt && !IsAlone(attempt))
        {
            throw new StoreUnavailableException("The attempt took too long: another may be running. Try again.");
        }
    }

    private bool IsAlone(CommandAttempt attempt) => time.Now() < attempt.Deadline;
}
