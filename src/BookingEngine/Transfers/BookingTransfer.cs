using BookingEngine.Aggregates;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Queues;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace BookingEngine.Transfers;

/// <summary>Moves a booking to another calendar. At every instant it is in exactly one. First the target calendar reserves the time. Then
/// the source calendar decides, in one commit under the move's id. Then the target calendar records the result. A message is queued before
/// all this: it finishes or undoes what a crash leaves incomplete.</summary>
public sealed class BookingTransfer(
    CommandExecutor executor, AggregateLoader loader, TransferRecovery recovery, AlternativeSlots alternatives, IMessageQueue queue,
    ILogger<BookingTransfer> logger)
{
    /// <summary>The time limit for the decision. After it, the move decides nothing.</summary>
    public static readonly Duration Deadline = Duration.FromSeconds(10);

    /// <summary>When recovery runs: after the deadline, by more than the clocks of instances differ.</summary>
    public static readonly Duration RecoveryDelay = Duration.FromSeconds(20);

    /// <summary>The id of the move, derived from the command's.</summary>
    public static MoveId IdOf(CommandContext context) => new(context.CommitId.Derive("move"));

    public async Task<Outcome<Booking>> MoveAsync(
        RescheduleTarget target, Booking booking, BookingRight right, CommandContext context, CancellationToken cancellation)
    {
        var (source, mayBeOld) = await loader.LoadAsync<Calendar>(Calendar.StreamOf(booking.ResourceId), cancellation);
        var known = source.State.Find(booking.Id, context.Now);
        if (mayBeOld && (known?.State.Changed != booking.Versions.LastOrDefault() || Check(known, target, right, context) is not null))
        {
            source = await loader.RefreshAsync<Calendar>(Calendar.StreamOf(booking.ResourceId), cancellation);
            known = source.State.Find(booking.Id, context.Now);
        }

        if (Check(known, target, right, context) is { } refused)
        {
            return refused;
        }

        var reserved = Reserved(known!, booking, target, right, context);
        var transfer = new Transfer(reserved.MoveId, booking.Id, target.At.Resource.Id);
        await queue.SendAsync(QueueNames.Moves, transfer.ToJson(), RecoveryDelay.ToTimeSpan());

        // After the deadline, recovery is another attempt at the same decision. Nobody withdraws the move before its time is reserved.
        var step = context with { Attempt = new CommandAttempt(IsFirst: true, context.Now, Deadline: context.Now + Deadline) };
        var unrecordedUpTo = context.Attempt is null or { IsFirst: true } ? source.Version : -1;
        try
        {
            return await ReserveAsync(reserved, known!, target, step, cancellation) is { } refusal
                ? refusal
                : await DecideAsync(transfer, reserved, known!, booking, step, unrecordedUpTo);
        }
        catch (StoreUnavailableException)
        {
            // The first message may arrive before there is anything to recover.
            await queue.SendAsync(QueueNames.Moves, transfer.ToJson(), RecoveryDelay.ToTimeSpan());
            throw;
        }
    }

    private static Refusal? Check(CalendarBooking? known, RescheduleTarget target, BookingRight right, CommandContext context) => known switch
    {
        null => BookingRefusals.EndedLongAgo,
        { IsHere: false } => BookingRefusals.Changed,
        _ when RescheduleRules.Check(known, right, context.Now) is { } refused => refused,
        _ when target.IsOutdated(known) || target.Reason.IsForOtherThan(known.State.UserId) => BookingRefusals.Changed,
        _ => null,
    };

    /// <summary>Decides in the target calendar.</summary>
    public static Decision Reserve(Calendar calendar, MoveReserved reserved, SlotCandidate candidate) =>
        calendar.Occupied.TryFind(reserved.BookingId.Value, out _) ? BookingRefusals.Changed
            : candidate.Check(calendar) is { } refusal ? refusal
            : Decision.Of(reserved with { External = candidate.UsedBy(calendar) });

    /// <summary>Decides in the source calendar. The booking leaves only if it is as it was at the reservation.</summary>
    /// <param name="known">The booking at the reservation.</param>
    public static Decision MoveAway(Calendar calendar, MoveReserved reserved, CalendarBooking known, ResourceId to) =>
        calendar.Find(reserved.BookingId) is { IsHere: true } booking && booking.Time == known.Time
            && booking.State.Status == known.State.Status && booking.State.Arrival == reserved.Leaving && booking.State.UserId == reserved.UserId
            ? Decision.Of(new BookingMovedAway(booking.Id, booking.State.Arrival, reserved.MoveId, to, reserved.Time, reserved.Status)
            {
                Previous = booking.Time,
                Reason = reserved.Reason,
            })
            : BookingRefusals.Changed;

    private static MoveReserved Reserved(
        CalendarBooking known, Booking booking, RescheduleTarget target, BookingRight right, CommandContext context)
    {
        var state = RescheduleRules.NeedsApproval(known, right) ? known.State.WaitingForApproval() : known.State;
        var isOverride = booking.IsOverride || target.IsOverride || RescheduleRules.IsLate(known, context.Now);
        return new(
            IdOf(context), booking.Id, booking.ResourceId, state.Arrival, state.UserId, known.Entry.ServiceId,
            known.Entry.Quantity, state.Terms, state.Status, target.TimeOf(known), isOverride, booking.CreatedAt, booking.Details)
        {
            LinksRevoked = booking.LinksRevoked,
            Occurrence = booking.Occurrence is null ? null : booking.Occurrence with { IsMovedAlone = true },
            Reason = target.Reason?.Text,
        };
    }

    private async Task<Refusal?> ReserveAsync(
        MoveReserved reserved, CalendarBooking known, RescheduleTarget target, CommandContext step, CancellationToken cancellation)
    {
        var (to, candidate) = (target.At.Resource.Id, target.Move(known, step.Now));
        var (stream, context) = (Calendar.StreamOf(to), step with { CommitId = new CommitId(step.CommitId.Derive("reserve")) });
        CalendarBooking? earlier = null;
        var outcome = await executor.ExecuteAsync<Calendar>(stream, context, Decide, cancellation);
        if (outcome.Refusal is not null && earlier is { State: { PendingTransfer: not null, Arrival: { } pendingMove } })
        {
            await recovery.SettleAsync(new Transfer(pendingMove, reserved.BookingId, to), cancellation);
            outcome = await executor.ExecuteAsync<Calendar>(stream, context, Decide, cancellation);
        }

        return outcome.Refusal is { } refusal
            ? await alternatives.AddToAsync(refusal, candidate.Query, [to], target.Start, reserved.Terms.IsLimited ? reserved.UserId : null, cancellation)
            : null;

        Decision Decide(Calendar calendar)
        {
            earlier = calendar.Find(reserved.BookingId);
            return Reserve(calendar, reserved, candidate);
        }
    }

    // A caller who disconnects does not stop it from here on. Recovery may withdraw the move at any time, under the same commit id: the
    // first commit wins.
    private async Task<Outcome<Booking>> DecideAsync(
        Transfer move, MoveReserved reserved, CalendarBooking known, Booking booking, CommandContext step, long unrecordedUpTo)
    {
        var attempt = step.Attempt! with { IsFirst = false, UnrecordedUpTo = unrecordedUpTo };
        var decided = await executor.RecordAsync<Calendar>(
            Calendar.StreamOf(reserved.From), step with { CommitId = move.MoveId.Decision, Attempt = attempt },
            calendar => MoveAway(calendar, reserved, known, move.To), CancellationToken.None);
        var movedAway = decided.IsRefused(out _, out var recorded) ? null : recorded.Single().Event as BookingMovedAway;
        try
        {
            var context = step with { CommitId = new CommitId(step.CommitId.Derive("end")), Attempt = null };
            await recovery.EndAsync(move, movedAway, context, CancellationToken.None);
        }
        catch (StoreUnavailableException e)
        {
            logger.TransferNotFinished(move.MoveId.Value, e); // the move is decided, and its message finishes it
        }

        return movedAway is null
            ? BookingRefusals.Changed
            : booking with
            {
                Slot = reserved.Time.Start,
                End = reserved.Time.End,
                TimeZone = reserved.Time.TimeZone,
                ResourceId = move.To,
                Status = movedAway.Status,
                IsOverride = reserved.IsOverride,
                Reason = reserved.Reason,
            };
    }
}
