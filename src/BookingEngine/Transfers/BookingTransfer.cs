using BookingEngine.Aggregates;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Transfers;

/// <summary>Moves a booking to another calendar. At every instant it is in exactly one. The source calendar leads: it decides. The target calendar is the only
/// participant: it reserves the time before, and has the booking afterwards.</summary>
public sealed class BookingTransfer(AggregateLoader loader, JointDecisions decisions, AlternativeSlots alternatives)
{
    /// <inheritdoc cref="JointDecisions.Deadline"/>
    public static readonly Duration Deadline = JointDecisions.Deadline;

    /// <inheritdoc cref="JointDecisions.RecoveryDelay"/>
    public static readonly Duration RecoveryDelay = JointDecisions.RecoveryDelay;

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

        var (reserved, candidate) = (Reserved(known!, booking, target, right, context), target.Move(known!, context.Now));
        var act = new JointAct(
            reserved.MoveId, booking.Id, booking.ResourceId, [new Participant(target.At.Resource.Id, calendar => Reserve(calendar, reserved, candidate))],
            calendar => MoveAway(calendar, reserved, known!, target.At.Resource.Id), new MoveWithdrawn(reserved.MoveId, booking.Id));
        var outcome = await decisions.RunAsync(act, context, context.UnrecordedUpTo(source.Version), cancellation);
        return outcome.IsRefused(out var refusal, out var recorded)
            ? await alternatives.AddToAsync(
                refusal, candidate.Query, [target.At.Resource.Id], target.Start, reserved.Terms.IsLimited ? reserved.UserId : null, cancellation)
            : Moved(booking, reserved, (BookingMovedAway)recorded.Event);
    }

    private static Refusal? Check(CalendarBooking? known, RescheduleTarget target, BookingRight right, CommandContext context) => known switch
    {
        null => BookingRefusals.EndedLongAgo,
        { IsHere: false } => BookingRefusals.Changed,
        { State.Shared: not null } => BookingRefusals.SeveralResources,
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

    private static Booking Moved(Booking booking, MoveReserved reserved, BookingMovedAway movedAway) => booking with
    {
        Slot = reserved.Time.Start,
        End = reserved.Time.End,
        TimeZone = reserved.Time.TimeZone,
        ResourceId = movedAway.To,
        Status = movedAway.Status,
        IsOverride = reserved.IsOverride,
        Reason = reserved.Reason,
    };
}
