using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Slots;

/// <summary>The refusals for each <see cref="Unavailability"/>.</summary>
public static class SlotRefusals
{
    public static readonly Refusal InThePast =
        new(RefusalKind.Rule, "slot_in_past", "The slot is in the past. Choose a later time.");

    public static readonly Refusal OutOfRange =
        new(RefusalKind.Rule, "slot_out_of_range", "The slot is too far ahead. Choose one before the year 9000.");

    /// <summary>The refusal of a start that is outside <see cref="SlotRange"/>; null for one that is inside.</summary>
    public static Refusal? OfRange(Instant start) => start < SlotRange.Earliest ? InThePast : start >= SlotRange.Latest ? OutOfRange : null;

    public static readonly Refusal Unavailable =
        new(RefusalKind.Conflict, "slot_unavailable", "The slot is taken. Choose another time.");

    public static readonly Refusal ServiceInactive =
        new(RefusalKind.Rule, "service_inactive", "The service is no longer offered. Choose another.");

    public static readonly Refusal ResourceInactive =
        new(RefusalKind.Rule, "resource_inactive", "The resource takes no more bookings. Choose another, or leave it out.");

    public static readonly Refusal NotOffered =
        new(RefusalKind.Rule, "service_not_offered", "The resource does not give this service. Choose one that does, or leave it out.");

    public static readonly Refusal NeedsNotMet = new(
        RefusalKind.Rule, "needs_not_met", "There are not enough resources at one location for the needs of the service. Add some, or change the needs.");

    public static readonly Refusal QuantityOutOfRange =
        new(RefusalKind.Rule, "quantity_out_of_range", "The quantity must be at least 1, and at most the service's capacity.");

    public static readonly Refusal DurationNotOffered =
        new(RefusalKind.Rule, "duration_not_offered", "The service does not have this duration. Choose one that it has, or leave it out.");

    public static readonly Refusal OutsideValidity = new(
        RefusalKind.Rule, "outside_validity", "The service cannot be booked for that date. Choose one from its valid_from on and before its valid_to.");

    public static readonly Refusal OutsideHours =
        new(RefusalKind.Rule, "outside_hours", "The slot is outside the opening hours. Choose one from GET /availability.");

    public static readonly Refusal OffGrid =
        new(RefusalKind.Rule, "slot_off_grid", "No slot begins at that time. Choose one from GET /availability.");

    public static readonly Refusal MinimumNotice =
        new(RefusalKind.Rule, "minimum_notice", "The slot begins too soon. Choose a later one.");

    public static readonly Refusal Horizon =
        new(RefusalKind.Rule, "horizon", "The slot is too far ahead for a booking. Choose an earlier one.");

    public static readonly Refusal Held =
        new(RefusalKind.Conflict, Unavailable.Code, "The slot is held for someone else. Choose another, or try again later.");

    public static readonly Refusal External =
        new(RefusalKind.Conflict, Unavailable.Code, "The resource is busy elsewhere at that time. Choose another time.");

    public static readonly Refusal NotEnoughPlaces =
        new(RefusalKind.Conflict, "not_enough_places", "The slot has fewer places left than requested. Request fewer, or choose another.");

    public static readonly Refusal Limit =
        new(RefusalKind.Conflict, "limit_reached", "You have the maximum number of bookings of this service. Cancel one, or choose another day.");

    public static readonly Refusal CustomerBusy =
        new(RefusalKind.Conflict, "customer_busy", "The customer has another booking at that time. Choose another time, or move that booking.");

    public static readonly Refusal BookingLimit =
        new(RefusalKind.Conflict, "booking_limit_reached", "No more bookings are taken for that day, week or month. Choose a later time.");

    public static Refusal Of(Unavailability unavailability) => unavailability switch
    {
        Unavailability.ServiceInactive => ServiceInactive,
        Unavailability.ResourceInactive => ResourceInactive,
        Unavailability.NotOffered => NotOffered,
        Unavailability.QuantityOutOfRange => QuantityOutOfRange,
        Unavailability.InThePast => InThePast,
        Unavailability.OutOfRange => OutOfRange,
        Unavailability.OutsideValidity => OutsideValidity,
        Unavailability.Closed => OutsideHours,
        Unavailability.OffGrid => OffGrid,
        Unavailability.Notice => MinimumNotice,
        Unavailability.Horizon => Horizon,
        Unavailability.Limit => Limit,
        Unavailability.Busy => CustomerBusy,
        Unavailability.BookingLimit => BookingLimit,
        Unavailability.External => External,
        Unavailability.Held => Held,
        Unavailability.Taken => Unavailable,
        Unavailability.NotEnoughPlaces => NotEnoughPlaces,
        _ => throw new InvalidOperationException($"No refusal for {unavailability}."),
    };

    /// <summary>The reason that <c>explain</c> shows for a start on the grid.</summary>
    public static string ReasonOf(Unavailability unavailability) => unavailability switch
    {
        Unavailability.OutsideValidity => "validity",
        Unavailability.Closed => "closed",
        Unavailability.InThePast or Unavailability.Notice => "notice",
        Unavailability.OutOfRange or Unavailability.Horizon => "horizon",
        Unavailability.Limit or Unavailability.BookingLimit => "limit",
        Unavailability.Busy => "busy",
        Unavailability.External => "external",
        Unavailability.Held => "held",
        Unavailability.Taken or Unavailability.NotEnoughPlaces => "taken",
        _ => throw new InvalidOperationException($"{unavailability} is no reason at a start on the grid."),
    };
}
