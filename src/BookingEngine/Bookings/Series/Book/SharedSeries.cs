using System.Collections.Immutable;
using BookingEngine.BookingLimits;
using BookingEngine.Bookings.Book;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.Transfers;

namespace BookingEngine.Bookings.Series.Book;

/// <summary>A series whose bookings take several resources, the same each time.</summary>
/// <param name="Choice">The resources, with the start of the first booking.</param>
public sealed record SharedSeries(SeriesPlan Plan, ResourceChoice Choice)
{
    public static SharedSeries Of(SeriesId id, BookSeries command, ResourceChoice choice, ImmutableArray<Rules.RuleTime> times) => new(
        new SeriesPlan(id, command, choice.LeadCandidate, times)
        {
            Others = [.. choice.Resources.Where(r => r.ResourceId != choice.Lead).Select(r => choice.Candidates.CandidateOf(choice.Places, r.ResourceId, choice.Start, choice.IsOverride))],
        },
        choice);

    /// <summary>What the calendars would do, as they were read.</summary>
    public SeriesCheck Check(IReadOnlyDictionary<BookingId, Refusal> refused) => Plan.Check(Plan.First.At.State, refused);

    /// <summary>What the limits count. Each booking counts once, however many resources it has.</summary>
    public LimitSubject[] SubjectsOf(CommandContext context) =>
    [
        .. Plan.Planned.Select(p => new LimitSubject(Plan.Command.First.UserId, p.Id, p.Candidate.Service, Choice.First, p.Candidate.Time, context.CommitId)
        {
            IsOverride = Choice.IsOverride,
        }),
    ];

    /// <summary>The act that books all that is possible.</summary>
    public JointAct ActOf(SeriesCheck check, Encrypted? details, CommandContext context)
    {
        var decision = new MoveId(context.CommitId.Value);
        ImmutableArray<BookingMade> made =
            [.. Plan.Complete(check, details).Select(m => m with { ResourceId = Choice.First, Resources = Choice.Resources, DecisionId = decision })];
        ImmutableArray<TimeReserved> reserved = [.. made.Select(m => ReservedFor(m, decision, context))];
        return new(
            decision, made[0].BookingId, Choice.Lead,
            [
                .. Plan.Others.Select(other => new Participant(other.ResourceId, calendar => SharedReservations.ReserveAll(
                    calendar, other.ResourceId, [.. reserved.Select(r => (r, other with { Start = r.Time.Start }))], context.Now))),
            ],
            calendar => Book(calendar, made), new DecisionWithdrawn(decision, made[0].BookingId))
        {
            IsOfSeries = true,
        };
    }

    // The others have reserved these times, so all of them are booked or none.
    private Decision Book(Calendar calendar, ImmutableArray<BookingMade> made)
    {
        var events = ImmutableArray.CreateBuilder<IDomainEvent>(made.Length);
        foreach (var booking in made)
        {
            var decision = BookSeveralHandler.Book(calendar, booking, Plan.First with { Start = booking.Start });
            if (decision.Refusal is not null)
            {
                return decision;
            }

            events.AddRange(decision.Events);
            calendar = calendar with { Occupied = calendar.Occupied.Add(BookingState.EntryOf(booking, version: 0, Choice.Lead)) };
        }

        return Decision.Of(events.ToImmutable());
    }

    private TimeReserved ReservedFor(BookingMade made, MoveId decision, CommandContext context) => new(
        decision, made.BookingId, Choice.Lead, made.UserId, made.ServiceId, made.Quantity, made.Terms, made.IsPending ? BookingStatus.Pending : BookingStatus.Confirmed,
        (Plan.First with { Start = made.Start }).Time, made.IsOverride, [.. Plan.Others.Select(other => other.ResourceId)], context.Now + JointDecisions.Deadline)
    {
        FirstAt = context.RepeatedSince,
    };
}
