using BookingEngine.Availability;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Bookings;

/// <param name="When">When it shall begin; without an offset, in local time where the resource stands.</param>
/// <param name="ResourceId">Where it shall be; where it is, where null.</param>
/// <param name="IsOverride">Whether against the rules.</param>
public sealed record RescheduleBooking(BookingId Id, Actor Actor, WrittenTime When, ResourceId? ResourceId, bool IsOverride);

/// <summary>Gives a booking another time, in its calendar or in another. It keeps its id, how long it takes and the terms that it was booked on.
/// Done again, it changes nothing and has the same answer.</summary>
public sealed class RescheduleBookingHandler(
    BookingDesk desk, BookingFinder finder, BookingMoves moves, ResourceCalendars calendars, CatalogueCache catalogue, StaffOfResources staff,
    CustomerClaims claims, FreeStarts freeStarts)
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

        if (command.IsOverride && !await staff.MayAsync(command.Actor, [booking.ResourceId, resource], cancellation))
        {
            return BookingRefusals.OverrideForbidden;
        }

        return LocalTimes.Resolve(command.When, [placed.Zone]).IsRefused(out var broken, out var start)
            ? broken
            : await ClaimAndRunAsync(new NewTime(command.Id, command.Actor, service, placed, start, command.IsOverride), booking, right, context, cancellation);
    }

    /// <summary>Within one calendar. A booking is not in its own way.</summary>
    public static Decision Reschedule(KnownBooking booking, Calendar calendar, ResourceId at, BookingRight right, NewTime wanted, Instant now)
    {
        if (at != wanted.At.Resource.Id)
        {
            return BookingRefusals.Changed; // it has gone elsewhere since it was looked for
        }

        if (booking.IsActive && booking.Entry.Start == wanted.Start)
        {
            return Decision.Nothing;
        }

        return ObstacleTo(booking, right, now) is { } obstacle
            ? obstacle
            : TakeSlot.Decide(calendar, at, wanted.At.Location, wanted.Start, booking.TermsToMove(wanted.Service, now, at), wanted.IsOverride,
                new BookingRescheduled(booking.Id, booking.Facts.Arrival, wanted.TimeOf(booking), wanted.IsOverride || IsLate(booking, now)));
    }

    /// <summary>Why the booking may not leave its time, wherever it goes. Customers may move it until the notice of its terms begins, or without
    /// one until the booking does.</summary>
    internal static Refusal? ObstacleTo(KnownBooking booking, BookingRight right, Instant now) => booking switch
    {
        { IsActive: false } => BookingRefusals.WrongState(booking.Facts.Status),
        _ when right is not BookingRight.Keeper && IsLate(booking, now) => BookingRefusals.RescheduleWindow,
        _ => null,
    };

    internal static bool IsLate(KnownBooking booking, Instant now) =>
        booking.IsTooLate(booking.Facts.Terms.RescheduleNotice, now);

    // Whoever looks after the booking need not mind what customers may have.
    private async Task<Outcome<Booking>> ClaimAndRunAsync(
        NewTime wanted, Booking booking, BookingRight right, CommandContext context, CancellationToken cancellation)
    {
        if (right is BookingRight.Keeper || !booking.IsLimited || !CustomerClaims.Apply(wanted.Service))
        {
            return await RunAsync(wanted, booking, right, context, cancellation);
        }

        var bounded = CustomerClaims.Bounded(context);
        var decision = wanted.At.Resource.Id == booking.ResourceId ? context.CommitId : BookingMoves.IdOf(context).Decision;
        var claim = new ClaimWish(booking.UserId, booking.Id, wanted.Service, wanted.TimeOf(booking.End - booking.Slot), decision, ClaimedTime.Of(booking));
        if (await claims.ClaimAsync(claim, bounded, cancellation) is { } limited)
        {
            return limited;
        }

        var outcome = await RunAsync(wanted, booking, right, bounded, cancellation);
        if (outcome.IsRefused(out _, out var moved))
        {
            await claims.WithdrawAsync(claim, bounded);
        }
        else
        {
            await claims.ConfirmAsync(moved.UserId, moved.Id, moved.ServiceId, ClaimedTime.Of(moved), bounded); // at once: its old day is free
        }

        return outcome;
    }

    private async Task<Outcome<Booking>> RunAsync(
        NewTime wanted, Booking booking, BookingRight right, CommandContext context, CancellationToken cancellation)
    {
        if (wanted.At.Resource.Id != booking.ResourceId)
        {
            return await moves.MoveAsync(wanted, booking, right, context, cancellation);
        }

        SlotTerms? terms = null;
        var outcome = await desk.DecideAsync(
            booking, wanted.Actor, context,
            (known, calendar, at, may) =>
            {
                terms = known.TermsToMove(wanted.Service, context.Now, at);
                return Reschedule(known, calendar, at, may, wanted, context.Now);
            },
            wanted: null, cancellation);
        return outcome.Refusal is { } refusal && terms is not null
            ? await freeStarts.NameInAsync(refusal, terms, [booking.ResourceId], wanted.Start, cancellation)
            : outcome;
    }
}

/// <summary>The time that a booking shall have.</summary>
/// <param name="Service">What it is a booking of, as the catalogue has it now.</param>
public sealed record NewTime(BookingId Id, Actor Actor, Service Service, PlacedCalendar At, Instant Start, bool IsOverride)
{
    /// <summary>As long as it takes already. Beyond the range nothing is booked, and no clock on a wall shows it.</summary>
    public AgreedTime TimeOf(KnownBooking booking) => TimeOf(booking.Entry.End - booking.Entry.Start);

    public AgreedTime TimeOf(Duration length) => AgreedTime.From(SlotRange.Within(Start), length, At.Location);
}

internal static class TermsOfMoves
{
    extension(KnownBooking booking)
    {
        /// <summary>The service's rules of today for a booking that is made already: it keeps its length, its buffers and its seats, and a service that is
        /// no longer offered does not hold it where it is.</summary>
        /// <param name="at">The resource that it is at, if it stays there: whether that still gives the service does not matter.</param>
        public SlotTerms TermsToMove(Service service, Instant now, ResourceId? at = null)
        {
            var entry = booking.Entry;
            var own = service with
            {
                Active = true,
                Duration = entry.End - entry.Start,
                BufferBefore = entry.BufferBefore,
                BufferAfter = entry.BufferAfter,
                Capacity = Math.Max(service.Capacity, entry.Quantity),
                ResourceIds = at is { } here && !service.ResourceIds.Contains(here) ? service.ResourceIds.Add(here) : service.ResourceIds,
            };
            return new SlotTerms(own, now, entry.Quantity, LeaveOut: entry.Id);
        }
    }
}
