using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Slots.Occupied;
using BookingEngine.Times;

namespace BookingEngine.Bookings;

/// <summary>The refusals of requests about bookings.</summary>
public static class BookingRefusals
{
    public static readonly Refusal Unknown =
        new(RefusalKind.NotFound, "not_found", "There is no such booking, or it is not yours. Check its id.");

    public static readonly Refusal DidNotExistYet = new(
        RefusalKind.NotFound, "not_found", "It did not exist at that time. Choose a later time.");

    public static readonly Refusal InTheFuture = new(
        RefusalKind.Rule, "as_of_in_future", "`as_of` must not be in the future.");

    public static readonly Refusal UnknownService =
        new(RefusalKind.Rule, "unknown_service", "There is no such service. Choose one from GET /services.");

    public static readonly Refusal UnknownResource =
        new(RefusalKind.Rule, "unknown_resource", "There is no such resource. Choose one from GET /resources, or leave it out.");

    /// <summary>The resource's location changed between the read and the decision.</summary>
    public static readonly Refusal ResourceMoving =
        new(RefusalKind.Conflict, "resource_moving", "The resource is being moved to another location. Try again.");

    /// <summary>The service changed between the read and the decision.</summary>
    public static readonly Refusal ServiceChanging =
        new(RefusalKind.Conflict, "service_changing", "The service has just been changed. Try again.");

    public static readonly Refusal UnknownHold =
        new(RefusalKind.Rule, "unknown_hold", "There is no such hold, or it is not yours. Check its id.");

    public static readonly Refusal HoldNotFound =
        new(RefusalKind.NotFound, "not_found", "There is no such hold, or it is not yours. Check its id.");

    public static readonly Refusal HoldExpired = new(
        RefusalKind.Conflict, "hold_expired", "The hold has expired, or was used or released. Hold or book the slot again.");

    public static readonly Refusal HoldMismatch = new(
        RefusalKind.Rule, "hold_mismatch", "The hold is for another slot, service, resource, quantity or duration. Leave these out, or repeat the hold's values.");

    public static readonly Refusal CancellationWindow = new(
        RefusalKind.Rule, "cancellation_window", "It is too late to cancel the booking yourself. Ask the staff.");

    public static readonly Refusal RescheduleWindow = new(
        RefusalKind.Rule, "reschedule_window", "It is too late to move the booking yourself. Ask the staff.");

    public static readonly Refusal NotBegun = new(
        RefusalKind.Conflict, "not_begun", "The booking has not begun yet. Record its outcome after it has begun.");

    public static readonly Refusal NotRunning = new(
        RefusalKind.Conflict, "not_running", "The booking has not begun yet, or is over. Only the end of a running booking can change.");

    public static readonly Refusal SharedSession = new(
        RefusalKind.Rule, "shared_session", "The bookings of a group service end together, so the end of one cannot change.");

    public static readonly Refusal EndBeforeStart = new(
        RefusalKind.Rule, "end_before_start", "The end must come after the start of the booking. Choose a later end.");

    public static readonly Refusal EndTooLate = new(
        RefusalKind.Rule, "end_too_late", $"A booking lasts at most {BookingLength.MaximumDays} days. Choose an earlier end.");

    public static readonly Refusal Changed = new(
        RefusalKind.Conflict, "booking_changed", "The booking has changed meanwhile. Read it again.");

    public static readonly Refusal SeveralResources = new(
        RefusalKind.Rule, "several_resources", "This is not possible for a booking of several resources. Book or change each one alone.");

    public static readonly Refusal NoSeriesOfVisits = new(
        RefusalKind.Rule, "needs_not_repeated", "A visit of several services cannot be booked as a series. Book its times one by one.");

    public static readonly Refusal VisitChanged = new(
        RefusalKind.Rule, "visit_changed", "The visit consists of other services now, so it cannot be moved. Cancel it and book again.");

    public static readonly Refusal OneResource = new(
        RefusalKind.Rule, "one_resource", "The service takes one resource. Send `resource_id` in place of `resource_ids`.");

    public static readonly Refusal EndedLongAgo = new(
        RefusalKind.Conflict, "booking_over", $"The booking ended more than {Occupancy.Memory.Days} days ago. It can no longer change.");

    public static readonly Refusal GuestForbidden =
        new(RefusalKind.Forbidden, "guest_forbidden", "Only staff of the resource and administrators may book for guests. Choose a resource that you manage.");

    public static readonly Refusal StaffOnly =
        new(RefusalKind.Forbidden, "missing_role", "Only staff of the resource and administrators may do this. Ask one of them.");

    public static readonly Refusal OverrideForbidden =
        new(RefusalKind.Forbidden, "override_forbidden", "Only staff of the resource and administrators may override its rules. Leave out override.");

    public static readonly Refusal CustomerErased = new(
        RefusalKind.Conflict, "customer_erased", "The customer was erased a moment ago. Sign in, or enter the guest, again.");

    /// <param name="segment">The service of a visit that has the limit; null for the booking's own service.</param>
    public static LimitReached ActiveLimit(int limit, ServiceId? segment = null) => new(segment is { } service
        ? $"With this visit you would have more than {Bookings(limit)} of the service {service} ahead, the maximum. Cancel one, or wait until one has ended."
        : $"You already have {Bookings(limit)} of this service ahead, the maximum. Cancel one, or wait until one has ended.");

    /// <inheritdoc cref="ActiveLimit"/>
    public static LimitReached DayLimit(int limit, ServiceId? segment = null) => new(segment is { } service
        ? $"With this visit you would have more than {Bookings(limit)} of the service {service} on that day, the maximum. Choose another day."
        : $"You already have {Bookings(limit)} of this service on that day, the maximum. Choose another day.");

    public static Refusal WrongState(BookingStatus status) => new(
        RefusalKind.Conflict, "wrong_state", $"The booking is {status.Phrase}, so this is not possible. Read it again.");

    private static string Bookings(int count) => count == 1 ? "1 booking" : $"{count} bookings";
}
