using BookingEngine.Aggregates;
using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.Slots;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace BookingEngine.Transfers;

/// <summary>Moves a booking from one calendar to another, so that at no instant it is in neither. The calendar moved to keeps the time for it; the
/// calendar that it leaves decides, in one commit under the move's id; then the first is told. A message that was left before all of it has
/// whatever a crash leaves half done finished or undone.</summary>
public sealed class BookingTransfer(
    CommandExecutor executor, AggregateLoader loader, TransferRecovery settlement, AlternativeSlots freeStarts, IMessageQueue queue,
    ILogger<BookingTransfer> logger)
{
    /// <summary>How long a move may take to decide. From then on it decides nothing.</summary>
    public static readonly Duration Deadline = Duration.FromSeconds(10);

    /// <summary>When what is left of it is settled: later than any move decides, by more than the clocks of instances differ.</summary>
    public static readonly Duration SettledAfter = Duration.FromSeconds(20);

    /// <summary>The move that a command makes.</summary>
    public static MoveId IdOf(CommandContext context) => new(context.CommitId.Derive("move"));

    /// <param name="right">What the one who asks may do with it.</param>
    public async Task<Outcome<Booking>> MoveAsync(
        RescheduleTarget wanted, Booking booking, BookingRight right, CommandContext context, CancellationToken cancellation)
    {
        var known = (await loader.RefreshAsync<Calendar>(Calendar.StreamOf(booking.ResourceId), cancellation)).State.Find(booking.Id, context.Now);
        if (known is not { IsHere: true })
        {
            return known is null ? BookingRefusals.Over : BookingRefusals.Changed;
        }

        if (RescheduleRules.ObstacleTo(known, right, context.Now) is { } obstacle)
        {
            return obstacle;
        }

        var reserved = Reserved(known, booking, wanted, context);
        var open = new Transfer(reserved.MoveId, booking.Id, wanted.At.Resource.Id);
        await queue.SendAsync(QueueNames.Moves, open.ToJson(), SettledAfter.ToTimeSpan());

        // Should it take too long, the settlement is another attempt at it.
        var step = context with { Attempt = new CommandAttempt(IsFirst: true, context.Now, Deadline: context.Now + Deadline) };
        try
        {
            return await ReserveAsync(reserved, known, wanted, step, cancellation) is { } refusal
                ? refusal
                : await DecideAsync(open, reserved, known.Entry.Start, booking, step);
        }
        catch (StoreUnavailableException)
        {
            // If it stood still, its message may have come before what is to be settled was there.
            await queue.SendAsync(QueueNames.Moves, open.ToJson(), SettledAfter.ToTimeSpan());
            throw;
        }
    }

    /// <summary>What the calendar moved to says.</summary>
    public static Decision Reserve(Calendar calendar, MoveReserved reserved, RescheduleTarget wanted, SlotQuery terms) =>
        calendar.Taken.TryFind(reserved.BookingId.Value, out _)
            ? BookingRefusals.Changed
            : SlotDecision.Decide(calendar, wanted.At.Resource.Id, wanted.At.Location, wanted.Start, terms, wanted.IsOverride, reserved);

    /// <summary>What the calendar that is left decides: the booking goes as it was when its new time was kept for it, or not at all.</summary>
    /// <param name="from">When it began.</param>
    public static Decision Leave(Calendar calendar, MoveReserved reserved, Instant from, ResourceId to) =>
        calendar.Find(reserved.BookingId) is { IsHere: true } booking && booking.Entry.Start == from
            && booking.State.Status == reserved.Status && booking.State.Arrival == reserved.Leaving
            ? Decision.Of(new BookingMovedAway(booking.Id, booking.State.Arrival, reserved.MoveId, to, reserved.Time, reserved.Status))
            : BookingRefusals.Changed;

    private static MoveReserved Reserved(CalendarBooking known, Booking booking, RescheduleTarget wanted, CommandContext context)
    {
        var isOverride = booking.IsOverride || wanted.IsOverride || RescheduleRules.IsLate(known, context.Now);
        return new(
            IdOf(context), booking.Id, booking.ResourceId, known.State.Arrival, known.State.UserId, known.Entry.ServiceId,
            known.Entry.Quantity, known.State.Terms, known.State.Status, wanted.TimeOf(known), isOverride, booking.CreatedAt, booking.Details)
        {
            LinksRevoked = booking.LinksRevoked,
        };
    }

    private async Task<Refusal?> ReserveAsync(
        MoveReserved reserved, CalendarBooking known, RescheduleTarget wanted, CommandContext step, CancellationToken cancellation)
    {
        var (target, terms) = (wanted.At.Resource.Id, known.TermsToMove(wanted.Service, step.Now));
        var (stream, context) = (Calendar.StreamOf(target), step with { CommitId = new CommitId(step.CommitId.Derive("reserve")) });
        CalendarBooking? earlier = null;
        var outcome = await executor.ExecuteAsync<Calendar>(stream, context, Decide, cancellation);
        if (outcome.Refusal is not null && earlier is { State: { UnderWay: not null, Arrival: { } halfDone } })
        {
            await settlement.SettleAsync(new Transfer(halfDone, reserved.BookingId, target), cancellation);
            outcome = await executor.ExecuteAsync<Calendar>(stream, context, Decide, cancellation);
        }

        return outcome.Refusal is { } refusal
            ? await freeStarts.AddToAsync(refusal, terms, [target], wanted.Start, cancellation)
            : null;

        Decision Decide(Calendar calendar)
        {
            earlier = calendar.Find(reserved.BookingId);
            return Reserve(calendar, reserved, wanted, terms);
        }
    }

    // From here on nobody's leaving stops it half way. Whoever else wants the booking there may withdraw the move at any time, under the same
    // commit id: whose decision stands, the store knows.
    private async Task<Outcome<Booking>> DecideAsync(
        Transfer move, MoveReserved reserved, Instant from, Booking booking, CommandContext step)
    {
        var decided = await executor.RecordAsync<Calendar>(
            Calendar.StreamOf(reserved.From), step with { CommitId = move.MoveId.Decision, Attempt = step.Attempt! with { IsFirst = false } },
            calendar => Leave(calendar, reserved, from, move.To), CancellationToken.None);
        var left = decided.IsRefused(out _, out var recorded) ? null : recorded.Single().Event as BookingMovedAway;
        try
        {
            var context = step with { CommitId = new CommitId(step.CommitId.Derive("end")), Attempt = null };
            await settlement.EndAsync(move, left, context, CancellationToken.None);
        }
        catch (StoreUnavailableException e)
        {
            logger.MoveLeftToSettle(move.MoveId.Value, e); // it is decided: its message brings it to its end
        }

        return left is null
            ? BookingRefusals.Changed
            : booking with
            {
                Slot = reserved.Time.Start,
                End = reserved.Time.End,
                TimeZone = reserved.Time.TimeZone,
                ResourceId = move.To,
                Status = left.Status,
                IsOverride = reserved.IsOverride,
            };
    }
}
