using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Transfers;

namespace BookingEngine.Bookings.Decide;

/// <summary>Decides about one booking.</summary>
/// <param name="right">The caller's right; never <see cref="BookingRight.None"/>.</param>
public delegate Decision BookingDecision(CalendarBooking booking, Calendar calendar, BookingRight right);

/// <summary>Runs a decision in the calendar that the booking is in. Callers without a right get
/// <see cref="BookingRefusals.Unknown"/>.</summary>
public sealed class BookingCommands(CommandExecutor executor, BookingFinder finder, BookingAccess access, TransferRecovery recovery, SharedBookings shared)
{
    // Each round follows one move that this process did not know, or that is still pending.
    private const int MaximumRounds = 5;

    /// <summary>Returns the booking as it is after the decision.</summary>
    /// <param name="noOp">The status that makes the command a no-op.</param>
    public async Task<Outcome<Booking>> DecideAsync(
        BookingId id, Actor actor, CommandContext context, BookingDecision decide, BookingStatus? noOp, CancellationToken cancellation) =>
        await finder.FindAsync(id, context.Documents, cancellation) is { } booking
            ? await DecideAsync(booking, actor, context, decide, noOp, cancellation)
            : BookingRefusals.Unknown;

    /// <summary>The same for a booking that was read already.</summary>
    public async Task<Outcome<Booking>> DecideAsync(
        Booking found, Actor actor, CommandContext context, BookingDecision decide, BookingStatus? noOp, CancellationToken cancellation)
    {
        var booking = (Booking?)found;
        for (var round = 0; round < MaximumRounds && booking is not null; round++)
        {
            if (await access.RightOfAsync(actor, booking, cancellation) is var right && right is BookingRight.None)
            {
                return BookingRefusals.Unknown;
            }

            var (known, outcome) = await DecideInCalendarAsync(booking, right, context, decide, cancellation);
            if (known is null && outcome.Refusal is null)
            {
                return booking.Status == noOp ? booking : booking.IsActive ? BookingRefusals.EndedLongAgo : BookingRefusals.WrongState(booking.Status);
            }

            if (known is null or { IsHere: true } || outcome.Refusal is not null)
            {
                return outcome;
            }

            booking = await FollowAsync(booking, known, context, cancellation);
        }

        return booking is null ? BookingRefusals.Unknown : throw new StoreUnavailableException($"The booking {found.Id} keeps moving. Try again later.");
    }

    /// <summary>Decides in the calendar that the booking is in, as far as this process knows.</summary>
    /// <returns>The booking in that calendar, or null; and the outcome.</returns>
    private async Task<(CalendarBooking? Known, Outcome<Booking> Outcome)> DecideInCalendarAsync(
        Booking booking, BookingRight right, CommandContext context, BookingDecision decide, CancellationToken cancellation)
    {
        CalendarBooking? known = null;
        var decision = Decision.Nothing;
        await shared.AnnounceAsync(booking);
        var outcome = await executor.ExecuteAsync<Calendar>(
            Calendar.StreamOf(booking.CalendarId), context,
            state => decision = (known = state.Find(booking.Id, context.Now)) is { IsHere: true }
                ? decide(known, state, right)
                : Decision.Nothing,
            cancellation);
        if (outcome.Refusal is null)
        {
            await shared.FollowAsync(booking);
        }

        return outcome.IsRefused(out var refusal, out var calendar) ? (known, refusal)
            : known is { IsHere: true } ? (known, WithDecided(booking.WithStateOf(calendar.Find(booking.Id)!.Entry), decision))
            : (known, booking);
    }

    private async Task<Booking?> FollowAsync(Booking booking, CalendarBooking known, CommandContext context, CancellationToken cancellation)
    {
        if (known.MovedBy is { } move)
        {
            return await finder.FindAsync(booking.Id, move, context.Documents, cancellation)
                ?? throw new StoreUnavailableException($"The booking {booking.Id} has moved, and its new calendar does not show it yet. Try again later.");
        }

        await recovery.SettleAsync(new Transfer(known.State.Arrival!.Value, booking.Id, booking.ResourceId), context.Now, cancellation);
        return await finder.FindAsync(booking.Id, context.Documents, cancellation);
    }

    // A read model may not have these yet.
    private static Booking WithDecided(Booking booking, Decision decision) => booking with
    {
        IsOverride = booking.IsOverride || decision.Events is [BookingRescheduled { IsOverride: true } or BookingCancelled { IsOverride: true }],
        Reason = decision.Events is [IReasonedEvent { Reason: var reason }] ? reason : booking.Reason,
    };
}
