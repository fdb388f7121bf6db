using System.Collections.Immutable;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Transfers;

/// <summary>The reservations of a booking of several resources.</summary>
internal static class SharedReservations
{
    /// <summary>The participants: all resources but the lead.</summary>
    /// <param name="places">The resource of each place.</param>
    /// <param name="reserve">The reservation, given all participants. It is the same for each but for the segments of a visit.</param>
    public static ImmutableArray<Participant> Of(
        NeedCandidates candidates, ImmutableArray<BookedResource> places, ResourceId lead, Instant start, bool isOverride,
        Func<ImmutableArray<ResourceId>, TimeReserved> reserve)
    {
        ImmutableArray<ResourceId> others = [.. places.Select(place => place.ResourceId).Where(r => r != lead).Distinct()];
        var (reserved, segments) = (reserve(others), candidates.SegmentsOf(places, start));
        return
        [
            .. others.Select(resource =>
            {
                var candidate = candidates.CandidateOf(places, resource, start, isOverride);
                var own = reserved with { Segments = BookedSegment.GivenBy(resource, segments) };
                return new Participant(resource, calendar => Reserve(calendar, own, candidate));
            }),
        ];
    }

    /// <summary>Decides in a participant's calendar.</summary>
    public static Decision Reserve(Calendar calendar, TimeReserved reserved, SlotCandidate candidate) =>
        Reserve(calendar, reserved with { External = candidate.UsedBy(calendar) }, candidate.Check);

    /// <inheritdoc cref="Reserve(Calendar, TimeReserved, SlotCandidate)"/>
    public static Decision Reserve(Calendar calendar, TimeReserved reserved, Func<Calendar, Refusal?> check) =>
        calendar.FindReservation(reserved.BookingId) is { } open ? IsSame(open.State, open.Start, reserved) ? Decision.Nothing : BookingRefusals.Changed
            : check(calendar) is { } refusal ? refusal
            : Decision.Of(reserved);

    /// <summary>Decides about the times of several bookings of a series at once. Each is decided on what the ones before leave.</summary>
    /// <param name="seen">The calendar without what is in the way of none of them.</param>
    public static Decision ReserveAll(Calendar seen, ResourceId resource, IReadOnlyList<(TimeReserved Reserved, SlotCandidate Candidate)> times, Instant now)
    {
        var events = ImmutableArray.CreateBuilder<IDomainEvent>();
        foreach (var (reserved, candidate) in times)
        {
            if (Reserve(seen, reserved, candidate) is var decision && decision.Refusal is not null)
            {
                return decision;
            }

            events.AddRange(decision.Events);
            seen = seen with { Occupied = seen.Occupied.Add(BookingState.EntryOf(reserved, now, resource)) };
        }

        return Decision.Of(events.ToImmutable());
    }

    private static bool IsSame(BookingState state, Instant start, TimeReserved reserved) =>
        state.Shared!.DecisionId == reserved.DecisionId && state.Shared.Lead == reserved.Lead && start == reserved.Time.Start;
}
