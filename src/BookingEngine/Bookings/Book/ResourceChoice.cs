using System.Collections.Immutable;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Transfers;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Bookings.Book;

/// <summary>What all calendars of a booking or hold of several resources know of it.</summary>
public sealed record SharedTerms(UserId UserId, ServiceId ServiceId, int Quantity, BookingTerms Terms, BookingStatus Status)
{
    /// <summary>For a hold; null for a booking.</summary>
    public Instant? Expires { get; init; }
}

/// <summary>The resources that a booking gets if their calendars agree.</summary>
public sealed record ResourceChoice(NeedCandidates Candidates, ImmutableArray<BookedResource> Places, Instant Start, bool IsOverride)
{
    /// <summary>Each resource once, with the first place that it has.</summary>
    public ImmutableArray<BookedResource> Resources { get; } = [.. Places.DistinctBy(place => place.ResourceId)];

    /// <summary>The segments of a visit; null for another booking.</summary>
    public ImmutableArray<BookedSegment>? Segments { get; } = Candidates.SegmentsOf(Places, Start);

    /// <summary>The resource whose calendar decides. For a new booking: the last one in the order in which calendars are asked.</summary>
    public ResourceId Lead { get; init; } = Places.Select(r => r.ResourceId).MaxBy(r => r.Value, StringComparer.Ordinal);

    public ResourceId First => Places[0].ResourceId;

    public SlotCandidate LeadCandidate => Candidates.CandidateOf(Places, Lead, Start, IsOverride);

    /// <summary>The act that takes all of them.</summary>
    /// <param name="decide">Decides in the lead's calendar.</param>
    public JointAct ActOf(BookingId id, SharedTerms terms, CommandContext context, Func<Calendar, Decision> decide)
    {
        var decision = new MoveId(context.CommitId.Value);
        var participants = SharedReservations.Of(Candidates, Places, Lead, Start, IsOverride, calendars => new TimeReserved(
            decision, id, Lead, terms.UserId, terms.ServiceId, terms.Quantity, terms.Terms, terms.Status, LeadCandidate.Time, IsOverride, calendars,
            context.Now + JointDecisions.Deadline)
        {
            Expires = terms.Expires,
            FirstAt = context.RepeatedSince,
        });
        return new(decision, id, Lead, participants, decide, new DecisionWithdrawn(decision, id));
    }
}
