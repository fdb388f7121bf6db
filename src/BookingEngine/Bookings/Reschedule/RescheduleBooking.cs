using BookingEngine.BookingLimits;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.Bookings.Candidates;
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

/// <param name="When">The new start. Without an offset: local time at the resource's location.</param>
/// <param name="ResourceId">The new resource; null to keep the present one.</param>
/// <param name="IsOverride">Whether the rules are overridden.</param>
public sealed record RescheduleBooking(BookingId Id, Actor Actor, SlotInput When, ResourceId? ResourceId, bool IsOverride)
{
    /// <summary>For a booking of several resources: those that must be among them afterwards, besides <see cref="ResourceId"/>.</summary>
    public IReadOnlyList<ResourceId> ResourceIds { get; init; } = [];

    /// <summary>Null for none.</summary>
    public string? Reason { get; init; }
}

/// <summary>Moves a booking to another time, in its calendar or in another. The booking keeps its id, its duration and its terms. A
/// repeated request changes nothing and gets the same answer.</summary>
public sealed class RescheduleBookingHandler(
    BookingCommands commands, BookingFinder finder, BookingTransfer transfers, CalendarReader calendars, CatalogueCache catalogue, BookingAccess access,
    BookingReasons reasons, BookingLimitEnforcer limits, ClaimAlignment claims, AlternativeSlots alternatives, SeveralRescheduling several)
{
    public async Task<Outcome<Booking>> HandleAsync(RescheduleBooking command, CommandContext context, CancellationToken cancellation)
    {
        if (await finder.FindAsync(command.Id, context.Documents, cancellation) is not { } booking
            || await access.RightOfAsync(command.Actor, booking, cancellation) is var right && right is BookingRight.None)
        {
            return BookingRefusals.Unknown;
        }

        if (booking.Resources is null && command.ResourceIds.Count > 0)
        {
            return BookingRefusals.OneResource;
        }

        var resource = command.ResourceId ?? booking.ResourceId;
        if (await calendars.FindAsync(resource, cancellation) is not { } at
            || await catalogue.ServiceAsync(booking.ServiceId, cancellation) is not { } service)
        {
            return BookingRefusals.UnknownResource;
        }

        if (command.IsOverride && !await access.CanManageAsync(command.Actor, [booking.ResourceId, resource, .. command.ResourceIds], cancellation))
        {
            return BookingRefusals.OverrideForbidden;
        }

        if (SlotStart.Resolve(command.When, [at]).IsRefused(out var invalid, out var found))
        {
            return invalid;
        }

        var target = new RescheduleTarget(command.Id, command.Actor, service, at, found.Start, command.IsOverride)
        {
            Reason = await reasons.EncryptAsync(command.Reason, booking),
            ClaimedLength = service.HasClaims ? booking.End - booking.Slot : null,
            Required = command.ResourceId is { } one ? [one, .. command.ResourceIds] : command.ResourceIds,
        };
        return await WithinLimitsAsync(target, booking, right, context, cancellation);
    }

    /// <summary>Within one calendar. A booking does not block its own new time.</summary>
    public static Decision Reschedule(CalendarBooking booking, Calendar calendar, BookingRight right, RescheduleTarget target, Instant now)
    {
        if (calendar.Resource.Value?.Id != target.At.Resource.Id)
        {
            return BookingRefusals.Changed; // it was moved to another resource meanwhile
        }

        if (booking.IsActive && booking.Entry.Start == target.Start)
        {
            return Decision.Nothing;
        }

        if (target.IsOutdated(booking))
        {
            return BookingRefusals.Changed;
        }

        return (RescheduleRules.Check(booking, right, now) ?? target.Stay(booking, now).Check(calendar)) is { } refusal ? refusal
            : target.Reason.IsForOtherThan(booking.State.UserId) ? BookingRefusals.Changed
            : Decision.Of(new BookingRescheduled(
                booking.Id, booking.State.Arrival, target.TimeOf(booking), target.IsOverride || RescheduleRules.IsLate(booking, now))
            {
                IsPending = RescheduleRules.NeedsApproval(booking, right),
                Previous = booking.Time,
                Reason = target.Reason?.Text,
                External = target.Stay(booking, now).UsedBy(calendar),
            });
    }

    // The limits apply to customers and staff. An override ignores them, but still moves the claims.
    private async Task<Outcome<Booking>> WithinLimitsAsync(
        RescheduleTarget target, Booking booking, BookingRight right, CommandContext context, CancellationToken cancellation)
    {
        var outcome = await limits.WithinAsync(
            SubjectOf(target, booking, context), context, step => RunAsync(target, booking, right, step, cancellation), cancellation);
        if (!outcome.IsRefused(out _, out var moved))
        {
            await claims.AlignAsync(moved, target.Service, [ClaimedTime.Of(moved).Day, ClaimedTime.Of(booking).Day], context);
        }

        return outcome;
    }

    private static LimitSubject SubjectOf(RescheduleTarget target, Booking booking, CommandContext context)
    {
        var (resource, time) = (target.At.Resource.Id, target.TimeOf(booking.End - booking.Slot));
        var decision = resource == booking.ResourceId && booking.Resources is null ? context.CommitId : BookingTransfer.IdOf(context).Decision;
        return new(booking.UserId, booking.Id, target.Service, resource, time, decision)
        {
            Segments = BookedSegment.Shifted(booking.Segments, time.Start - booking.Slot),
            Current = ClaimedTime.Of(booking),
            IsOverride = target.IsOverride,
            IsOfCustomer = booking.IsLimited,
        };
    }

    private async Task<Outcome<Booking>> RunAsync(
        RescheduleTarget target, Booking booking, BookingRight right, CommandContext context, CancellationToken cancellation)
    {
        if (booking.Resources is not null)
        {
            return await several.MoveAsync(target, booking, target.Required, right, context, cancellation);
        }

        if (target.At.Resource.Id != booking.ResourceId)
        {
            return await transfers.MoveAsync(target, booking, right, context, cancellation);
        }

        SlotQuery? query = null;
        var outcome = await commands.DecideAsync(booking, target.Actor, context, Decide, noOp: null, cancellation);
        return outcome.Refusal is { } refusal && query is not null
            ? await alternatives.AddToAsync(refusal, query, [booking.ResourceId], target.Start, booking.IsLimited ? booking.UserId : null, cancellation)
            : outcome;

        Decision Decide(CalendarBooking known, Calendar calendar, BookingRight currentRight)
        {
            query = target.Stay(known, context.Now).Query;
            return Reschedule(known, calendar, currentRight, target, context.Now);
        }
    }
}
