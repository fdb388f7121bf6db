using BookingEngine.Aggregates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using NodaTime;

namespace BookingEngine.Transfers;

/// <summary>Finishes or undoes moves that a crash left half done. Each move has one end, whatever else runs: the calendar that the booking leaves
/// takes one commit under the move's id, and that commit decides.</summary>
public sealed class TransferRecovery(CommandExecutor executor, AggregateLoader loader, TimeProvider time)
{
    /// <summary>Does nothing for a move that has ended, or never began.</summary>
    public Task SettleAsync(Transfer move, CancellationToken cancellation) => SettleAsync(move, time.Now(), cancellation);

    internal async Task SettleAsync(Transfer move, Instant now, CancellationToken cancellation)
    {
        var target = (await loader.RefreshAsync<Calendar>(Calendar.StreamOf(move.To), cancellation)).State;
        if (target.FindArriving(move) is not { State.PendingTransfer: { } pending })
        {
            return;
        }

        // A competing attempt finds what the move itself has committed. Its time is not before the move's, so that the move finds this, too.
        var at = Instant.Max(now, pending.Since);
        var context = new CommandContext(move.MoveId.Decision, at, Actor: null, move.MoveId.ToString())
        {
            Attempt = CommandAttempt.Competing(pending.Since),
        };
        var decided = await executor.RecordAsync<Calendar>(
            Calendar.StreamOf(pending.From), context, _ => Decision.Of(new MoveWithdrawn(move.MoveId, move.BookingId)), cancellation);
        var end = context with { CommitId = new CommitId(move.MoveId.Decision.Derive($"end at {at.ToUnixTimeTicks()}")), Attempt = null };
        await EndAsync(move, decided.IsRefused(out _, out var recorded) ? null : recorded.Single().Event as BookingMovedAway, end, cancellation);
    }

    /// <summary>Tells the target calendar what was decided.</summary>
    /// <param name="left">Null if the booking stays where it is.</param>
    /// <param name="context">Its commit id must be used by no one else.</param>
    internal Task EndAsync(Transfer move, BookingMovedAway? left, CommandContext context, CancellationToken cancellation)
    {
        IDomainEvent end = left is null ? new MoveReleased(move.BookingId, move.MoveId) : new BookingMovedIn(move.BookingId, move.MoveId, left.Status);
        return executor.ExecuteAsync<Calendar>(
            Calendar.StreamOf(move.To), context,
            calendar => calendar.FindArriving(move) is null ? Decision.Nothing : Decision.Of(end), cancellation);
    }
}

/// <summary>Recovers a move when its message comes, after the move's own deadline.</summary>
public sealed class RecoverTransferHandler(TransferRecovery recovery)
{
    public Task HandleAsync(string message, CancellationToken cancellation) => recovery.SettleAsync(Transfer.Parse(message), cancellation);
}
