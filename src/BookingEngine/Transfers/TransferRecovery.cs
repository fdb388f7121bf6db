using BookingEngine.Aggregates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using NodaTime;

namespace BookingEngine.Transfers;

/// <summary>Finishes or undoes moves that were left half done. Whatever else is under way, each move comes to one end: the calendar that is left
/// takes one commit under the move's id, and that says which.</summary>
public sealed class TransferRecovery(CommandExecutor executor, AggregateLoader loader, TimeProvider time)
{
    /// <summary>Nothing where the move has come to its end, or never began.</summary>
    public Task SettleAsync(Transfer move, CancellationToken cancellation) => SettleAsync(move, time.Now(), cancellation);

    internal async Task SettleAsync(Transfer move, Instant now, CancellationToken cancellation)
    {
        var target = (await loader.RefreshAsync<Calendar>(Calendar.StreamOf(move.To), cancellation)).State;
        if (target.FindArriving(move) is not { State.UnderWay: { } underWay })
        {
            return;
        }

        // Not the first attempt at it, so that what the move itself has committed is found and not repeated; and not recorded before it began, so
        // that the move finds this.
        var at = Instant.Max(now, underWay.Since);
        var context = new CommandContext(move.MoveId.Decision, at, Actor: null, move.MoveId.ToString())
        {
            Attempt = new CommandAttempt(IsFirst: false, underWay.Since, Deadline: Instant.MaxValue),
        };
        var decided = await executor.RecordAsync<Calendar>(
            Calendar.StreamOf(underWay.From), context, _ => Decision.Of(new MoveWithdrawn(move.MoveId, move.BookingId)), cancellation);
        var end = context with { CommitId = new CommitId(move.MoveId.Decision.Derive($"end at {at.ToUnixTimeTicks()}")), Attempt = null };
        await EndAsync(move, decided.IsRefused(out _, out var recorded) ? null : recorded.Single().Event as BookingMovedAway, end, cancellation);
    }

    /// <summary>Tells the calendar moved to what was decided.</summary>
    /// <param name="left">Null where the booking stays where it is.</param>
    /// <param name="context">With a commit id that nobody else ends the move under.</param>
    internal Task EndAsync(Transfer move, BookingMovedAway? left, CommandContext context, CancellationToken cancellation)
    {
        IDomainEvent end = left is null ? new MoveReleased(move.BookingId, move.MoveId) : new BookingMovedIn(move.BookingId, move.MoveId, left.Status);
        return executor.ExecuteAsync<Calendar>(
            Calendar.StreamOf(move.To), context,
            calendar => calendar.FindArriving(move) is null ? Decision.Nothing : Decision.Of(end), cancellation);
    }
}

/// <summary>Settles a move when its message comes, which is after the move itself must have come to its end.</summary>
public sealed class RecoverTransferHandler(TransferRecovery settlement)
{
    public Task HandleAsync(string message, CancellationToken cancellation) => settlement.SettleAsync(Transfer.Parse(message), cancellation);
}
