using System.Runtime.CompilerServices;
using BookingEngine.Aggregates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.Telemetry;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Transfers;

/// <summary>Queues pending moves again, because a message can be lost. For example, in-process queues lose theirs when the process
/// ends.</summary>
public sealed class TransferSweep(IEventStore store, AggregateLoader loader, IMessageQueue queue, ICheckpoints checkpoints, TimeProvider time,
    ILogger<TransferSweep> logger)
{
    public const string Checkpoint = "moves";

    /// <summary>By then the messages and two sweeps have tried. Nothing is guessed: the time stays taken, and somebody is told.</summary>
    private static readonly Duration AlarmAfter = Duration.FromMinutes(5);

    /// <summary>Sweeps the calendars that were written to since the oldest pending move of the last sweep. The first run sweeps
    /// all.</summary>
    /// <returns>How many moves were queued.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var now = time.Now();
        var saved = await checkpoints.FindAsync(Checkpoint, cancellation);
        var (found, oldestPending, overdue) = (0, now, new List<(Transfer Move, Instant Since)>());
        await foreach (var (move, since) in FindAsync(saved is null ? null : InstantPattern.ExtendedIso.Parse(saved).Value - Sweep.Overlap, cancellation))
        {
            var due = since + JointDecisions.RecoveryDelay;
            await queue.SendAsync(QueueNames.Moves, move.ToJson(), (Instant.Max(due, now) - now).ToTimeSpan());
            (found, oldestPending) = (found + 1, Instant.Min(oldestPending, since));
            if (now - since > AlarmAfter)
            {
                overdue.Add((move, since));
            }
        }

        Report(overdue);

        await checkpoints.TryReplaceAsync(Checkpoint, saved, InstantPattern.ExtendedIso.Format(oldestPending));
        return found;
    }

    private void Report(List<(Transfer Move, Instant Since)> overdue)
    {
        EngineTelemetry.OverdueTransfers.Record(overdue.Count);
        if (overdue.Count > 0)
        {
            logger.TransfersOverdue(overdue.Count, overdue.MinBy(transfer => transfer.Since).Move.MoveId.Value);
        }
    }

    private async IAsyncEnumerable<(Transfer Move, Instant Since)> FindAsync(
        Instant? since, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // The sweeps of a day have told what was decided before.
        var (participants, unknownSince) = (new Dictionary<ResourceId, Calendar>(), since is { } last ? last - RecentlyRemoved.Memory : Instant.MinValue);
        await foreach (var page in store.PagesAsync(since, cancellation))
        {
            foreach (var stream in page.Select(p => p.Stream).Where(s => s.Category == Calendar.Category))
            {
                foreach (var transfer in await PendingTransfersAsync(stream, unknownSince, participants, cancellation))
                {
                    yield return transfer;
                }
            }
        }
    }

    // The sweep continues with the other streams.
    private async Task<IReadOnlyList<(Transfer Move, Instant Since)>> PendingTransfersAsync(
        StreamName stream, Instant unknownSince, Dictionary<ResourceId, Calendar> participants, CancellationToken cancellation)
    {
        try
        {
            var (calendar, resource) = ((await loader.PeekAsync<Calendar>(stream, cancellation)).State, new ResourceId(stream.Id));
            List<(Transfer Move, Instant Since)> unknown = [];
            foreach (var (decided, since) in calendar.SharedEnds(resource, unknownSince).ToList())
            {
                if (await IsUnknownToSomeAsync(decided, calendar, participants, cancellation))
                {
                    unknown.Add((decided, since));
                }
            }

            return [.. calendar.PendingTransfers(resource).Select(p => (p.Move, p.Pending.Since)), .. Together(unknown)];
        }
        catch (DamagedStreamException e)
        {
            logger.CalendarUnreadable(stream.Value, e);
            return [];
        }
    }

    // What was decided about bookings of a series is one message.
    private static IEnumerable<(Transfer Move, Instant Since)> Together(IEnumerable<(Transfer Move, Instant Since)> decided) => decided
        .GroupBy(d => SeriesId.Of(d.Move.BookingId)?.Value ?? d.Move.BookingId.Value)
        .Select(same => (Transfer.OfSeries([.. same.Select(d => d.Move)])!, same.Min(d => d.Since)));

    // Nothing is reserved for these, so only the participants themselves tell whether they know. Each is read once in a sweep: one that knows more by now is
    // asked in vain.
    private async Task<bool> IsUnknownToSomeAsync(Transfer decided, Calendar lead, Dictionary<ResourceId, Calendar> participants, CancellationToken cancellation)
    {
        var booking = lead.Find(decided.BookingId)!;
        foreach (var participant in decided.Participants)
        {
            if (!participants.TryGetValue(participant, out var calendar))
            {
                participants[participant] = calendar = (await loader.RefreshAsync<Calendar>(Calendar.StreamOf(participant), cancellation)).State;
            }

            var isWanted = booking.IsActive && booking.State.Shared!.Resources!.Value.Any(r => r.ResourceId == participant);
            if (!isWanted && calendar.FindKept(decided.BookingId) is not null)
            {
                return true;
            }
        }

        return false;
    }
}
