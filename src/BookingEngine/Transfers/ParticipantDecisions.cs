using System.Collections.Immutable;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Slots.Occupied;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Transfers;

/// <summary>What a participant records once the outcome of an act is known. Each does nothing if it was recorded already.</summary>
internal static class ParticipantDecisions
{
    /// <summary>Whether a booking does not take the participant's time after the decision.</summary>
    public static bool Leaves(ResourceId participant, ImmutableArray<RecordedEvent> outcome) =>
        outcome.Any(e => ResourcesOf(e.Event) is { } resources && resources.All(r => r.ResourceId != participant));

    /// <summary>After the outcome of an act.</summary>
    /// <param name="outcome">The events of the calendar that decided.</param>
    public static Decision End(Calendar calendar, Transfer move, ResourceId participant, ImmutableArray<RecordedEvent> outcome)
    {
        if (calendar.FindArriving(move) is not null)
        {
            return Decision.Of(outcome[0].Event is BookingMovedAway moved
                ? new BookingMovedIn(move.BookingId, move.MoveId, moved.Status)
                : new MoveReleased(move.BookingId, move.MoveId));
        }

        var lead = new ResourceId(outcome[0].Stream.Id);
        return Together(move.Bookings.Select(calendar.FindReservation).OfType<OccupiedSlot>().Where(entry => entry.State.Shared!.DecisionId == move.MoveId)
            .Select(entry => End(entry, participant, lead, OutcomeOf(entry.State.Shared!.BookingId, outcome))));
    }

    /// <summary>Makes entries what the lead says now, whatever happened before.</summary>
    /// <param name="seen">Reservations whose outcome is recorded, or times that bookings have.</param>
    /// <param name="find">A booking as the lead has it now; null if the lead does not know it, or has forgotten it.</param>
    public static Decision Settle(
        Calendar calendar, IEnumerable<OccupiedSlot> seen, ResourceId participant, ResourceId lead, Func<BookingId, CalendarBooking?> find, Instant now) =>
        Together(seen.Select(entry => Settle(calendar, entry, participant, lead, find(entry.State.Shared!.BookingId), now)));

    // Those of one type are stored as one.
    private static Decision Together(IEnumerable<Decision> decisions) =>
        new([.. decisions.SelectMany(decision => decision.Events).OrderBy(e => e is TimeReleased)], null);

    // A withdrawal is one for all bookings.
    private static IDomainEvent? OutcomeOf(BookingId booking, ImmutableArray<RecordedEvent> outcome) =>
        outcome.Select(e => e.Event).FirstOrDefault(e => e is not IBookingEvent own || own.BookingId == booking);

    private static Decision End(OccupiedSlot reservation, ResourceId participant, ResourceId lead, IDomainEvent? outcome) =>
        ResourcesOf(outcome)?.Any(r => r.ResourceId == participant) is true
            ? Kept(reservation, lead, reservation.State.UserId, StatusOf(outcome, reservation.State.Status))
            : Released(reservation, status: null);

    private static Decision Settle(Calendar calendar, OccupiedSlot seen, ResourceId participant, ResourceId lead, CalendarBooking? booking, Instant now)
    {
        var (shared, wasKept) = (seen.State.Shared!, seen.State.PendingTransfer is null);
        if ((wasKept ? calendar.FindKept(shared.BookingId) : calendar.FindReservation(shared.BookingId)) is not { } entry || !entry.State.Shared!.IsOf(shared))
        {
            return Decision.Nothing;
        }

        var isSame = booking is { IsHere: true, State.Shared: { } current } && current.DecisionId == shared.DecisionId
            && current.Resources?.Any(r => r.ResourceId == participant) is true;
        return booking switch
        {
            { State.Status.IsCalledOff: false } when isSame => IsUpToDate(entry, wasKept, booking) ? Decision.Nothing : Kept(entry, lead, booking.State.UserId, booking.State.Status),
            null when wasKept && entry.End <= now => Decision.Nothing,
            _ => Released(entry, isSame ? booking!.State.Status : null),
        };
    }

    private static bool IsUpToDate(OccupiedSlot entry, bool wasKept, CalendarBooking booking) =>
        wasKept && entry.State.Status == booking.State.Status && entry.State.UserId == booking.State.UserId;

    private static Decision Kept(OccupiedSlot entry, ResourceId lead, UserId user, BookingStatus status)
    {
        var shared = entry.State.Shared!;
        return Decision.Of(new TimeKept(shared.DecisionId, shared.BookingId, lead, user, entry.ServiceId, status, entry.Start)
        {
            Expires = shared.Expires ?? entry.Expires,
        });
    }

    private static Decision Released(OccupiedSlot entry, BookingStatus? status)
    {
        var state = entry.State;
        return Decision.Of(new TimeReleased(state.Shared!.DecisionId, state.Shared.BookingId, state.PendingTransfer is null, status)
        {
            IsHold = state.Status is BookingStatus.Held,
        });
    }

    private static ImmutableArray<BookedResource>? ResourcesOf(IDomainEvent? outcome) => outcome switch
    {
        BookingMade made => made.Resources,
        BookingRescheduled moved => moved.Resources,
        BookingRezoned moved => moved.Resources,
        HoldPlaced hold => hold.Resources,
        HoldExtended hold => hold.Resources,
        _ => null,
    };

    private static BookingStatus StatusOf(IDomainEvent? outcome, BookingStatus reserved) => outcome switch
    {
        BookingMade { IsPending: true } or BookingRescheduled { IsPending: true } => BookingStatus.Pending,
        _ => reserved,
    };
}
