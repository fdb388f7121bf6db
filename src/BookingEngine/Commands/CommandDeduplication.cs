using System.Collections.Immutable;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;

namespace BookingEngine.Commands;

/// <summary>Recognises what another attempt at the same command has recorded, in whatever stream and however much came after it. The events
/// themselves tell, so that no aggregate has to remember for it.</summary>
public sealed class CommandDeduplication(IEventStore store, EventCatalogue catalogue, TimeProvider time)
{
    /// <summary>The events of the command's commit; none where it has not been recorded yet. Asks the store only where another attempt can
    /// have been made. Asked after a state was loaded, it speaks for all that the state has seen.</summary>
    public async Task<ImmutableArray<RecordedEvent>> FindAsync(CommandContext context, CancellationToken cancellation)
    {
        if (context.Attempt is not { } attempt || (attempt.IsFirst && IsAlone(attempt)))
        {
            return [];
        }

        return await store.FindAsync(context.CommitId, attempt.FirstAt, cancellation) is { } commit ? [.. catalogue.Read(commit)] : [];
    }

    /// <exception cref="StoreUnavailableException">Another attempt may be under way by now: this one must not append any more.</exception>
    public void EnsureBeforeDeadline(CommandContext context)
    {
        if (context.Attempt is { } attempt && !IsAlone(attempt))
        {
            throw new StoreUnavailableException("The attempt took so long that another may be under way.");
        }
    }

    private bool IsAlone(CommandAttempt attempt) => time.Now() < attempt.Deadline;
}
