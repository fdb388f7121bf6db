using BookingEngine.Aggregates;
using BookingEngine.Bookings.Book;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Slots;
using BookingEngine.Transfers;

namespace BookingEngine.Bookings.Reschedule;

/// <summary>Moves a booking of several resources to another time, to other resources, or both: in all its calendars, or in none. It keeps its resources where
/// they are free. The calendar that decides about it stays the same, even if its resource leaves the booking.</summary>
public sealed class SeveralRescheduling(
    NeedCandidateReader reader, JointDecisions decisions, UnfinishedActs unfinished, AggregateLoader loader, AlternativeSlots alternatives, IRaceBackoff backoff)
{
    /// <param name="required">Resources that must be among those of the booking afterwards.</param>
    public async Task<Outcome<Booking>> MoveAsync(
        RescheduleTarget target, Booking booking, IReadOnlyCollection<ResourceId> required, BookingRight right, CommandContext context,
        CancellationToken cancellation)
    {
        var calendar = await loader.RefreshAsync<Calendar>(Calendar.StreamOf(booking.CalendarId), cancellation);
        var known = calendar.State.Find(booking.Id, context.Now);
        if (Check(known, target, right, context) is { } refused)
        {
            return refused;
        }

        if (known!.Entry.Start == target.Start && required.All(booking.ResourceIds.Contains))
        {
            return booking.WithStateOf(known.Entry);
        }

        if (RescheduleRules.OfVisit(booking, target.Service) is not { } service)
        {
            return BookingRefusals.VisitChanged;
        }

        target = target with { Service = service };
        var chosen = await ChooseAsync(target, booking, known, required, context, cancellation);
        if (chosen.Refusal is SlotUnavailable && await unfinished.SettleAsync(RescheduleRules.NeedsOf(booking, target.Service), booking.Id, context.Now, cancellation) > 0)
        {
            await backoff.WaitAsync(1, cancellation);
            chosen = await ChooseAsync(target, booking, known, required, context, cancellation);
        }

        if (chosen.IsRefused(out var refusal, out var choice))
        {
            return refusal;
        }

        var outcome = await decisions.RunAsync(
            ActOf(target, booking, known, choice, right, context), context, context.UnrecordedUpTo(calendar.Version), cancellation);
        return outcome.IsRefused(out var no, out var recorded)
            ? await alternatives.AddToAsync(no, choice.Candidates, target.Start, booking.IsLimited ? booking.UserId : null, cancellation)
            : booking.Apply(recorded);
    }

    /// <summary>Decides in the lead's calendar. The booking moves only if it is as it was when its new time was reserved.</summary>
    /// <param name="known">The booking at the reservation.</param>
    /// <param name="candidate">The resource's part of the booking; null if it does not take part.</param>
    public static Decision Move(Calendar calendar, CalendarBooking known, BookingRescheduled moved, SlotCandidate? candidate) =>
        calendar.Find(known.Id)?.IsAs(known) is not true ? BookingRefusals.Changed
            : candidate is null ? Decision.Of(moved)
            : candidate.Check(calendar) is { } refusal ? refusal
            : Decision.Of(moved with { External = candidate.UsedBy(calendar) });

    private static Refusal? Check(CalendarBooking? known, RescheduleTarget target, BookingRight right, CommandContext context) => known switch
    {
        null => BookingRefusals.EndedLongAgo,
        { IsHere: false } => BookingRefusals.Changed,
        _ when RescheduleRules.Check(known, right, context.Now) is { } refused => refused,
        _ when target.IsOutdated(known) || target.Reason.IsForOtherThan(known.State.UserId) => BookingRefusals.Changed,
        _ => null,
    };

    private async Task<Outcome<ResourceChoice>> ChooseAsync(
        RescheduleTarget target, Booking booking, CalendarBooking known, IReadOnlyCollection<ResourceId> required, CommandContext context,
        CancellationToken cancellation)
    {
        var needs = RescheduleRules.NeedsOf(booking, target.Service);
        var query = RescheduleRules.QueryOf(known, target.Service, sameResource: null, context.Now);
        var resources = (await reader.ReadAsync(needs, isNewest: true, cancellation)).RemoveAll(at => at.Resource.Id == target.Leaving);
        if (NeedCandidates.Of(query, needs, resources, target.Start, required, [.. booking.ResourceIds]).IsRefused(out var refusal, out var candidates))
        {
            return refusal;
        }

        var (found, reason) = candidates.AssignmentAt(target.Start, target.IsOverride);
        return found is { } chosen ? new ResourceChoice(candidates, chosen, target.Start, target.IsOverride) { Lead = booking.CalendarId }
            : await alternatives.AddToAsync(SlotRefusals.Of(reason!.Value), candidates, target.Start, booking.IsLimited ? booking.UserId : null, cancellation);
    }

    private static JointAct ActOf(
        RescheduleTarget target, Booking booking, CalendarBooking known, ResourceChoice choice, BookingRight right, CommandContext context)
    {
        var (decision, lead, time) = (BookingTransfer.IdOf(context), choice.Lead, target.TimeOf(known));
        var state = RescheduleRules.NeedsApproval(known, right) ? known.State.WaitingForApproval() : known.State;
        var moved = new BookingRescheduled(booking.Id, known.State.Arrival, time, target.IsOverride || RescheduleRules.IsLate(known, context.Now))
        {
            IsPending = RescheduleRules.NeedsApproval(known, right),
            Previous = known.Time,
            Reason = target.Reason?.Text,
            Resources = choice.Resources,
            Segments = choice.Segments,
            DecisionId = decision,
        };
        var participants = SharedReservations.Of(choice.Candidates, choice.Places, lead, target.Start, target.IsOverride, calendars => new TimeReserved(
            decision, booking.Id, lead, state.UserId, known.Entry.ServiceId, known.Entry.Quantity, state.Terms, state.Status, time, moved.IsOverride,
            calendars, context.Now + JointDecisions.Deadline));
        var candidate = choice.Places.Any(place => place.ResourceId == lead) ? choice.LeadCandidate : null;
        return new(
            decision, booking.Id, lead, participants, calendar => Move(calendar, known, moved, candidate), new DecisionWithdrawn(decision, booking.Id))
        {
            Leaving = [.. booking.ResourceIds.Where(r => r != lead && choice.Resources.All(chosen => chosen.ResourceId != r)).Distinct()],
        };
    }
}
