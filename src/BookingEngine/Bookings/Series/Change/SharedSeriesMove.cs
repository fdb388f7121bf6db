using System.Collections.Immutable;
using BookingEngine.BookingLimits;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Slots;
using BookingEngine.Transfers;
using NodaTime;

namespace BookingEngine.Bookings.Series.Change;

/// <summary>The new times of bookings of a series that take several resources. Each booking keeps its own resources.</summary>
/// <param name="At">The resources with their calendars, also that of the calendar that decides. Bookings of other resources stay.</param>
internal sealed record SharedSeriesMove(SeriesMove Move, ImmutableDictionary<ResourceId, ResourceAtLocation> At)
{
    private ResourceId Lead => Move.Selection.Named.CalendarId;

    /// <summary>What the calendars would do, as they were read.</summary>
    /// <param name="kept">Gets those that stay.</param>
    public Decision Decide(IReadOnlyDictionary<BookingId, Refusal> refused, bool skips, CommandContext context, List<KeptBooking> kept) => Move.Decide(
        At.ToImmutableDictionary(at => at.Key, at => at.Value.State), (booking, known, others) => Reschedule(booking, known, others, context), refused, skips, context,
        kept);

    public LimitSubject[] SubjectsOf(CommandContext context) =>
    [
        .. Move.Bookings.Where(b => Move.Starts[b.Id] is not null && b.CalendarId == Lead && b.ResourceIds.All(At.ContainsKey)).Select(b => Move.SubjectOf(b, context)),
    ];

    /// <summary>The act that moves them. Kept resources reserve the new times beside the present ones, which end with the decision.</summary>
    /// <param name="events">Those of <see cref="Decide"/>, at least one.</param>
    /// <param name="context">Its commit id is the decision's.</param>
    public JointAct ActOf(IEnumerable<IDomainEvent> events, CommandContext context)
    {
        ImmutableArray<MovedBooking> moved = [.. events.Cast<BookingRescheduled>().Select(e => new MovedBooking(At[Lead].State.Find(e.BookingId)!, e))];
        ImmutableArray<ResourceId> participants = [.. moved.SelectMany(m => m.Resources).Select(r => r.ResourceId).Where(r => r != Lead).Distinct()];
        var (decision, any) = (new MoveId(context.CommitId.Value), moved[0].Known.Id);
        return new(
            decision, any, Lead, [.. participants.Select(p => new Participant(p, calendar => Reserve(calendar, p, participants, moved, context)))],
            calendar => MoveAll(calendar, moved, context.Now), new DecisionWithdrawn(decision, any))
        {
            IsOfSeries = true,
        };
    }

    private Decision Reschedule(Booking booking, CalendarBooking known, ImmutableDictionary<ResourceId, Calendar> others, CommandContext context)
    {
        if (known.State.Shared?.Resources is not { } resources || !resources.All(r => At.ContainsKey(r.ResourceId)))
        {
            return BookingRefusals.Changed;
        }

        var (target, right) = (Move.TargetOf(booking) with { At = At[resources[0].ResourceId] }, Move.Selection.Rights[booking.Id]);
        if (known.IsActive && known.Entry.Start == target.Start)
        {
            return Decision.Nothing;
        }

        return (RescheduleRules.Check(known, right, context.Now) ?? RefusalOf(known, resources, target, others, context.Now)) is { } refusal ? refusal
            : target.IsOutdated(known) || target.Reason.IsForOtherThan(known.State.UserId) ? BookingRefusals.Changed
            : Decision.Of(new BookingRescheduled(
                booking.Id, known.State.Arrival, target.TimeOf(known), target.IsOverride || RescheduleRules.IsLate(known, context.Now))
            {
                IsPending = RescheduleRules.NeedsApproval(known, right),
                Previous = known.Time,
                Reason = target.Reason?.Text,
                Resources = resources,
                DecisionId = new MoveId(context.CommitId.Value),
            });
    }

    // They have to be at one place.
    private Refusal? RefusalOf(
        CalendarBooking known, ImmutableArray<BookedResource> resources, RescheduleTarget target, ImmutableDictionary<ResourceId, Calendar> others, Instant now) =>
        resources.Select(r => CandidateOf(known, r, target.Start, now).Check(others[r.ResourceId])).FirstOrDefault(refusal => refusal is not null)
        ?? (resources.Select(r => At[r.ResourceId].Locations.At(target.Start).Id).Distinct().Count() > 1 ? SlotRefusals.Unavailable : null);

    private SlotCandidate CandidateOf(CalendarBooking known, BookedResource resource, Instant start, Instant now) => new(
        RescheduleRules.QueryOf(known, Move.Target.Service, resource.ResourceId, now) with { AllowsAnyStart = resource.Need != 0 }, At[resource.ResourceId], start,
        Move.Target.IsOverride);

    // Their present times are in the way of none of them.
    private Decision Reserve(
        Calendar calendar, ResourceId participant, ImmutableArray<ResourceId> participants, ImmutableArray<MovedBooking> moved, CommandContext context) =>
        SharedReservations.ReserveAll(
            SeriesMove.Without(calendar, moved.Select(m => m.Known.Id)), participant,
            [
                .. from m in moved
                from resource in m.Resources
                where resource.ResourceId == participant
                select (ReservedFor(m, participants, context), CandidateOf(m.Known, resource, m.Event.Time.Start, context.Now)),
            ],
            context.Now);

    private TimeReserved ReservedFor(MovedBooking moved, ImmutableArray<ResourceId> participants, CommandContext context)
    {
        var (known, e) = moved;
        var state = e.IsPending ? known.State.WaitingForApproval() : known.State;
        return new(
            e.DecisionId!.Value, e.BookingId, Lead, state.UserId, known.Entry.ServiceId, known.Entry.Quantity, state.Terms, state.Status, e.Time, e.IsOverride,
            participants, context.Now + JointDecisions.Deadline)
        {
            FirstAt = context.RepeatedSince,
        };
    }

    // Decides in the lead's calendar. The participants have reserved the new times of all of them, so all move or none.
    private Decision MoveAll(Calendar calendar, ImmutableArray<MovedBooking> moved, Instant now)
    {
        if (moved.Any(m => calendar.Find(m.Known.Id)?.IsAs(m.Known) is not true))
        {
            return BookingRefusals.Changed;
        }

        var (seen, events) = (SeriesMove.Without(calendar, moved.Select(m => m.Known.Id)), ImmutableArray.CreateBuilder<IDomainEvent>(moved.Length));
        foreach (var (known, e) in moved)
        {
            var candidate = e.Resources!.Value.FirstOrDefault(r => r.ResourceId == Lead) is { } own ? CandidateOf(known, own, e.Time.Start, now) : null;
            if (candidate?.Check(seen) is { } refusal)
            {
                return refusal;
            }

            events.Add(e with { External = candidate?.UsedBy(calendar) });
            seen = seen with { Occupied = seen.Occupied.Add(known.Entry.WithTime(e.Time)) };
        }

        return Decision.Of(events.ToImmutable());
    }

    /// <param name="Known">The booking when its new time was chosen.</param>
    private readonly record struct MovedBooking(CalendarBooking Known, BookingRescheduled Event)
    {
        public ImmutableArray<BookedResource> Resources => Event.Resources!.Value;
    }
}
