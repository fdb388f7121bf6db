using BookingEngine.Aggregates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using NodaTime;

namespace BookingEngine.Transfers;

/// <summary>Finishes or undoes moves that a crash interrupted. Each move ends once: the source calendar takes one commit under the
/// move's id, and that commit decides.</summary>
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

        // A competing attempt finds what the move itself has committed. Its time is not before the move's, so that the move also finds this
        // attempt.
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

    /// <summary>Records the result in the target calendar.</summary>
    /// <param name="movedAway">Null if the booking stays in the source calendar.</param>
    /// <param name="context">Its commit id must be unique.</param>
    internal Task EndAsync(Transfer move, BookingMovedAway? movedAway, CommandContext context, CancellationToken cancellation)
    {
        IDomainEvent end = movedAway is null ? new MoveReleased(move.BookingId, move.MoveId) : new BookingMovedIn(move.BookingId, move.MoveId, movedAway.Status);
        return executor.ExecuteAsync<Calendar>(
            Calendar.StreamOf(move.To), context,
            calendar => calendar.FindArriving(move) is null ? Decision.Nothing : Decision.Of(end), cancellation);
    }
}

/// <summary>Recovers a move from its message, which arrives after the move's deadline.</summary>
public sealed class RecoverTransferHandler(TransferRecovery recovery)
{
    public Task HandleAsync(string message, CancellationToken cancellation) => recovery.SettleAsync(Transfer.Parse(message), cancellation);
}
