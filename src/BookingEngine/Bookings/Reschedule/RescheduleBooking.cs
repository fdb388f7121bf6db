using BookingEngine.BookingLimits;
using BookingEngine.Bookings.Decide;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Slots;
using BookingEngine.Times;
using BookingEngine.Transfers;
using NodaTime;

namespace BookingEngine.Bookings.Reschedule;

/// <param name="When">When it shall begin; without an offset, in local time where the resource stands.</param>
/// <param name="ResourceId">Where it shall be; where it is, where null.</param>
/// <param name="IsOverride">Whether against the rules.</param>
public sealed record RescheduleBooking(BookingId Id, Actor Actor, SlotInput When, ResourceId? ResourceId, bool IsOverride);

/// <summary>Gives a booking another time, in its calendar or in another. It keeps its id, how long it takes and the terms that it was booked on.
/// Done again, it changes nothing and has the same answer.</summary>
public sealed class RescheduleBookingHandler(
    BookingCommands desk, BookingFinder finder, BookingTransfer moves, CalendarReader calendars, CatalogueCache catalogue, BookingAccess staff,
    CustomerClaims claims, AlternativeSlots freeStarts)
{
    public async Task<Outcome<Booking>> HandleAsync(RescheduleBooking command, CommandContext context, CancellationToken cancellation)
    {
        if (await finder.FindAsync(command.Id, cancellation) is not { } booking
            || await staff.RightOfAsync(command.Actor, booking, cancellation) is var right && right is BookingRight.None)
        {
            return BookingRefusals.Unknown;
        }

        var resource = command.ResourceId ?? booking.ResourceId;
        if (await calendars.FindAsync(resource, cancellation) is not { } placed
            || await catalogue.ServiceAsync(booking.ServiceId, cancellation) is not { } service)
        {
            return BookingRefusals.UnknownResource;
        }

        if (command.IsOverride && !await staff.CanManageAsync(command.Actor, [booking.ResourceId, resource], cancellation))
        {
            return BookingRefusals.OverrideForbidden;
        }

        return LocalTimes.Resolve(command.When, [placed.Zone]).IsRefused(out var broken, out var start)
            ? broken
            : await ClaimAndRunAsync(new RescheduleTarget(command.Id, command.Actor, service, placed, start, command.IsOverride), booking, right, context, cancellation);
    }

    /// <summary>Within one calendar. A booking is not in its own way.</summary>
    public static Decision Reschedule(CalendarBooking booking, Calendar calendar, ResourceId at, BookingRight right, RescheduleTarget wanted, Instant now)
    {
        if (at != wanted.At.Resource.Id)
        {
            return BookingRefusals.Changed; // it has gone elsewhere since it was looked for
        }

        if (booking.IsActive && booking.Entry.Start == wanted.Start)
        {
            return Decision.Nothing;
        }

        return RescheduleRules.ObstacleTo(booking, right, now) is { } obstacle
            ? obstacle
            : SlotDecision.Decide(calendar, at, wanted.At.Location, wanted.Start, booking.TermsToMove(wanted.Service, now, at), wanted.IsOverride,
                new BookingRescheduled(booking.Id, booking.State.Arrival, wanted.TimeOf(booking), wanted.IsOverride || RescheduleRules.IsLate(booking, now)));
    }

    // A limit holds whoever reschedules. Only an override passes it, and is recorded with the customer all the same.
    private async Task<Outcome<Booking>> ClaimAndRunAsync(
        RescheduleTarget wanted, Booking booking, BookingRight right, CommandContext context, CancellationToken cancellation)
    {
        if (!booking.IsLimited || !wanted.Service.Limits.Apply)
        {
            return await RunAsync(wanted, booking, right, context, cancellation);
        }

        var bounded = CustomerClaims.Bounded(context);
        var claim = wanted.IsOverride ? null : ClaimOf(wanted, booking, context);
        if (claim is not null && await claims.ClaimAsync(claim, bounded, cancellation) is { } limited)
        {
            return limited;
        }

        var outcome = await RunAsync(wanted, booking, right, bounded, cancellation);
        if (!outcome.IsRefused(out _, out var moved))
        {
            await claims.ConfirmAsync(moved.UserId, moved.Id, moved.ServiceId, ClaimedTime.Of(moved), bounded); // at once: its old day is free
        }
        else if (claim is not null)
        {
            await claims.WithdrawAsync(claim, bounded);
        }

        return outcome;
    }

    private static LimitClaimRequest ClaimOf(RescheduleTarget wanted, Booking booking, CommandContext context)
    {
        var decision = wanted.At.Resource.Id == booking.ResourceId ? context.CommitId : BookingTransfer.IdOf(context).Decision;
        return new(booking.UserId, booking.Id, wanted.Service, wanted.TimeOf(booking.End - booking.Slot), decision, ClaimedTime.Of(booking));
    }

    private async Task<Outcome<Booking>> RunAsync(
        RescheduleTarget wanted, Booking booking, BookingRight right, CommandContext context, CancellationToken cancellation)
    {
        if (wanted.At.Resource.Id != booking.ResourceId)
        {
            return await moves.MoveAsync(wanted, booking, right, context, cancellation);
        }

        SlotQuery? terms = null;
        var outcome = await desk.DecideAsync(
            booking, wanted.Actor, context,
            (known, calendar, at, may) =>
            {
                terms = known.TermsToMove(wanted.Service, context.Now, at);
                return Reschedule(known, calendar, at, may, wanted, context.Now);
            },
            wanted: null, cancellation);
        return outcome.Refusal is { } refusal && terms is not null
            ? await freeStarts.AddToAsync(refusal, terms, [booking.ResourceId], wanted.Start, cancellation)
            : outcome;
    }
}
