using System.Runtime.CompilerServices;
using BookingEngine.Aggregates;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.ReadModels;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Transfers;

/// <summary>Queues again the moves between calendars that are under way: the message of one may be lost, as those in a process are with the process.</summary>
public sealed class TransferSweep(IEventStore store, AggregateLoader loader, IMessageQueue queue, ICheckpoints checkpoints, TimeProvider time)
{
    public const string Checkpoint = "moves";
    private const int PageSize = 500;

    /// <summary>Sweeps the calendars written to since the oldest move that was under way at the last sweep; all of them at the first.</summary>
    /// <returns>How many moves were queued.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var now = time.Now();
        var saved = await checkpoints.FindAsync(Checkpoint, cancellation);
        var (found, allSettled) = (0, now);
        await foreach (var (move, underWay) in FindAsync(saved is null ? null : InstantPattern.ExtendedIso.Parse(saved).Value - Sweep.Overlap, cancellation))
        {
            var due = underWay.Since + BookingTransfer.RecoveryDelay;
            await queue.SendAsync(QueueNames.Moves, move.ToJson(), (Instant.Max(due, now) - now).ToTimeSpan());
            (found, allSettled) = (found + 1, Instant.Min(allSettled, underWay.Since));
        }

        await checkpoints.TryReplaceAsync(Checkpoint, saved, InstantPattern.ExtendedIso.Format(allSettled));
        return found;
    }

    private async IAsyncEnumerable<(Transfer Move, PendingTransfer Pending)> FindAsync(
        Instant? since, [EnumeratorCancellation] CancellationToken cancellation)
    {
        StreamName? after = null;
        while (await store.PageAsync(since, after, PageSize, cancellation) is { Count: > 0 } page)
        {
            foreach (var stream in page.Select(p => p.Stream).Where(s => s.Category == Calendar.Category))
            {
                foreach (var open in await OpenMovesAsync(stream, cancellation))
                {
                    yield return open;
                }
            }

            after = page[^1].Stream;
        }
    }

    // One that cannot be read fails visibly wherever else it is met, and the rest is swept all the same.
    private async Task<IEnumerable<(Transfer Move, PendingTransfer Pending)>> OpenMovesAsync(StreamName stream, CancellationToken cancellation)
    {
        try
        {
            return (await loader.RefreshAsync<Calendar>(stream, cancellation)).State.PendingTransfers(new ResourceId(stream.Id));
        }
        catch (DamagedStreamException)
        {
            return [];
        }
    }
}
