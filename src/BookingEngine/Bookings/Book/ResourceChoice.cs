using System.Collections.Immutable;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.Transfers;
using NodaTime;

namespace BookingEngine.Bookings.Book;

/// <summary>The resources that the booking gets if their calendars agree.</summary>
public sealed record ResourceChoice(NeedCandidates Candidates, ImmutableArray<BookedResource> Resources, Instant Start, bool IsOverride)
{
    /// <summary>The last one in the order in which calendars are asked.</summary>
    public ResourceId Lead { get; } = Resources.Select(r => r.ResourceId).MaxBy(r => r.Value, StringComparer.Ordinal);

    public ResourceId First => Resources[0].ResourceId;

    public SlotCandidate LeadCandidate => Candidates.CandidateOf(Resources.First(r => r.ResourceId == Lead), Start, IsOverride);

    public ImmutableArray<Participant> ParticipantsOf(BookingMade made, CommandContext context) => SharedReservations.Of(
        Candidates, Resources, Lead, Start, IsOverride, calendars => new TimeReserved(
            made.DecisionId!.Value, made.BookingId, Lead, made.UserId, made.ServiceId, made.Quantity, made.Terms,
            made.IsPending ? BookingStatus.Pending : BookingStatus.Confirmed, LeadCandidate.Time, IsOverride, calendars, context.Now + JointDecisions.Deadline));
}
