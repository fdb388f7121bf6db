using BookingEngine.Calendars.Events;
using BookingEngine.Slots.Occupied;

namespace BookingEngine.Bookings;

/// <summary>Why a request about a booking is refused.</summary>
public static class BookingRefusals
{
    public static readonly Refusal Unknown =
        new(RefusalKind.NotFound, "not_found", "There is no such booking, or it is not yours: check its id.");

    public static readonly Refusal NotThen = new(
        RefusalKind.NotFound, "not_found", "Nothing had this id at that time. Choose a later time.");

    public static readonly Refusal InTheFuture = new(
        RefusalKind.Rule, "as_of_in_future", "`as_of` must not be in the future.");

    public static readonly Refusal UnknownService =
        new(RefusalKind.Rule, "unknown_service", "There is no such service: choose one of GET /services.");

    public static readonly Refusal UnknownResource =
        new(RefusalKind.Rule, "unknown_resource", "There is no such resource: choose one of GET /resources, or leave it out.");

    /// <summary>The resource went to another location between two looks.</summary>
    public static readonly Refusal ResourceMoving =
        new(RefusalKind.Conflict, "resource_moving", "The resource is being moved to another location: try again.");

    public static readonly Refusal UnknownHold =
        new(RefusalKind.Rule, "unknown_hold", "There is no such hold, or it is not yours: check its id.");

    public static readonly Refusal NoSuchHold =
        new(RefusalKind.NotFound, "not_found", "There is no such hold, or it is not yours: check its id.");

    public static readonly Refusal HoldExpired = new(
        RefusalKind.Conflict, "hold_expired", "The hold has expired, or was used or given back: book or hold the slot anew if it is still free.");

    public static readonly Refusal HoldMismatch = new(
        RefusalKind.Rule, "hold_mismatch", "The hold is for another slot, service, resource or quantity: leave them out, or repeat those of the hold.");

    public static readonly Refusal CancellationWindow = new(
        RefusalKind.Rule, "cancellation_window", "It is too late to cancel the booking yourself: ask the staff.");

    public static readonly Refusal RescheduleWindow = new(
        RefusalKind.Rule, "reschedule_window", "It is too late to move the booking yourself: ask the staff.");

    public static readonly Refusal NotBegun = new(
        RefusalKind.Conflict, "not_begun", "The booking has not begun yet: say how it went once it has.");

    public static readonly Refusal Changed = new(
        RefusalKind.Conflict, "booking_changed", "The booking was changed by someone else meanwhile: read it again.");

    public static readonly Refusal Over = new(
        RefusalKind.Conflict, "booking_over", $"The booking ended more than {Occupancy.Memory.Days} days ago: it stays as it is.");

    public static readonly Refusal GuestForbidden =
        new(RefusalKind.Forbidden, "guest_forbidden", "Only staff of the resource and administrators book for guests: name a resource that you look after.");

    public static readonly Refusal StaffOnly =
        new(RefusalKind.Forbidden, "missing_role", "Only staff of the resource and administrators may do this.");

    public static readonly Refusal OverrideForbidden =
        new(RefusalKind.Forbidden, "override_forbidden", "Only staff of the resource and administrators book against its rules.");

    public static Refusal ActiveLimit(int limit) => new LimitReached(
        $"You already have {Bookings(limit)} of this service ahead, the maximum. Cancel one, or wait until one is over.");

    public static Refusal DayLimit(int limit) => new LimitReached(
        $"You already have {Bookings(limit)} of this service on that day, the maximum. Choose another day.");

    public static Refusal WrongState(BookingStatus status) => new(RefusalKind.Conflict, "wrong_state", $"The booking is {status.Phrase}: this cannot be done with it.");

    private static string Bookings(int count) => count == 1 ? "1 booking" : $"{count} bookings";
}
