using BookingEngine.BookingLimits;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.Bookings.Decide;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Times;
using BookingEngine.Transfers;
using NodaTime;

namespace BookingEngine.Bookings.ChangeEnd;

/// <param name="End">Without an offset: local time at the booking's location.</param>
/// <param name="IsOverride">Whether the rules are overridden.</param>
public sealed record ChangeEnd(BookingId Id, Actor Actor, SlotInput End, bool IsOverride);

/// <summary>Ends a running booking earlier or later. The time of an early end is free at once. A later end needs free time.</summary>
public sealed class ChangeEndHandler(
    BookingCommands commands, BookingFinder finder, CalendarReader calendars, CatalogueCache catalogue, BookingAccess access, BookingLimitEnforcer limits,
    ClaimAlignment claims, SeveralEnds several)
{
    public async Task<Outcome<Booking>> HandleAsync(ChangeEnd command, CommandContext context, CancellationToken cancellation)
    {
        if (await finder.FindAsync(command.Id, context.Documents, cancellation) is not { } booking
            || await access.RightOfAsync(command.Actor, booking, cancellation) is var right && right is BookingRight.None
            || await calendars.FindAsync(booking.ResourceId, cancellation) is not { } at
            || await catalogue.ServiceAsync(booking.ServiceId, cancellation) is not { } service)
        {
            return BookingRefusals.Unknown;
        }

        if (LocalTimes.Resolve(command.End, [ZoneData.Zones[booking.TimeZone]]).IsRefused(out var invalid, out var end))
        {
            return invalid;
        }

        var change = new NewEnd(SlotRange.Within(end), service, at, command.IsOverride) { ClaimedStart = service.HasClaims ? booking.Slot : null };
        var outcome = await limits.WithinAsync(
            SubjectOf(booking, change, context), context,
            step => booking.Resources is not null
                ? several.ChangeAsync(booking, change, right, step, cancellation)
                : commands.DecideAsync(
                    booking, command.Actor, step, (known, calendar, now) => Decide(known, calendar, now, change, step.Now), noOp: null, cancellation),
            cancellation);
        if (!outcome.IsRefused(out _, out var changed))
        {
            await claims.AlignAsync(changed, service, [ClaimedTime.Of(changed).Day], context);
        }

        return outcome;
    }

    public static Decision Decide(CalendarBooking booking, Calendar calendar, BookingRight right, NewEnd change, Instant now) => booking switch
    {
        _ when change.Check(booking, right, now) is { } refusal => refusal,
        _ when change.End == booking.Entry.End => Decision.Nothing,
        _ when change.Check(booking, calendar, now) is { } refusal => refusal,
        _ => Decision.Of(new BookingRescheduled(booking.Id, booking.State.Arrival, change.TimeOf(booking), change.IsOverride)
        {
            Previous = booking.Time,
            External = change.IsOverride || change.End < booking.Entry.End ? null : change.At.UsedBy(calendar),
        }),
    };

    private static LimitSubject SubjectOf(Booking booking, NewEnd change, CommandContext context) => new(
        booking.UserId, booking.Id, change.Service, booking.ResourceId, change.TimeOf(booking.Slot, booking.TimeZone),
        booking.Resources is null ? context.CommitId : BookingTransfer.IdOf(context).Decision)
    {
        Segments = change.SegmentsOf(booking.Segments),
        Current = ClaimedTime.Of(booking),
        IsOverride = change.IsOverride,
        IsOfCustomer = booking.IsLimited,
    };
}
