namespace BookingEngine.Slots;

/// <summary>What the API says to each unavailability.</summary>
public static class SlotRefusals
{
    public static readonly Refusal InThePast =
        new(RefusalKind.Rule, "slot_in_past", "The slot lies in the past: choose one that is yet to come.");

    public static readonly Refusal OutOfRange =
        new(RefusalKind.Rule, "slot_out_of_range", "The slot lies too far ahead: choose one before the year 9000.");

    public static readonly Refusal Unavailable =
        new(RefusalKind.Conflict, "slot_unavailable", "The slot is taken: choose another time.");

    public static readonly Refusal ServiceInactive =
        new(RefusalKind.Rule, "service_inactive", "The service is no longer offered: choose another.");

    public static readonly Refusal ResourceInactive =
        new(RefusalKind.Rule, "resource_inactive", "The resource takes no more bookings: choose another, or leave it out.");

    public static readonly Refusal NotOffered =
        new(RefusalKind.Rule, "service_not_offered", "The resource does not give this service: choose one that does, or leave it out.");

    public static readonly Refusal QuantityOutOfRange =
        new(RefusalKind.Rule, "quantity_out_of_range", "The quantity must be at least 1 and at most what the service has places for.");

    public static readonly Refusal OutsideHours =
        new(RefusalKind.Rule, "outside_hours", "The slot does not lie within the opening hours: choose one of GET /availability.");

    public static readonly Refusal OffGrid =
        new(RefusalKind.Rule, "slot_off_grid", "No slot begins at that time: choose one of GET /availability.");

    public static readonly Refusal MinimumNotice =
        new(RefusalKind.Rule, "minimum_notice", "The slot begins too soon to be booked: choose a later one.");

    public static readonly Refusal Horizon =
        new(RefusalKind.Rule, "horizon", "The slot lies further ahead than bookings are taken: choose an earlier one.");

    public static readonly Refusal Held =
        new(RefusalKind.Conflict, Unavailable.Code, "The slot is held for someone else: choose another, or try again later.");

    public static readonly Refusal NotEnoughPlaces =
        new(RefusalKind.Conflict, "not_enough_places", "The slot has fewer places left than asked for: ask for fewer, or choose another.");

    public static readonly Refusal Limit =
        new(RefusalKind.Conflict, "limit_reached", "You have as many of this service booked as anybody may: cancel one, or choose another day.");

    public static Refusal Of(Unavailability unavailability) => unavailability switch
    {
        Unavailability.ServiceInactive => ServiceInactive,
        Unavailability.ResourceInactive => ResourceInactive,
        Unavailability.NotOffered => NotOffered,
        Unavailability.QuantityOutOfRange => QuantityOutOfRange,
        Unavailability.InThePast => InThePast,
        Unavailability.OutOfRange => OutOfRange,
        Unavailability.Closed => OutsideHours,
        Unavailability.OffGrid => OffGrid,
        Unavailability.Notice => MinimumNotice,
        Unavailability.Horizon => Horizon,
        Unavailability.Limit => Limit,
        Unavailability.Held => Held,
        Unavailability.NotEnoughPlaces => NotEnoughPlaces,
        _ => Unavailable,
    };

    /// <summary>The word of <c>explain</c> for a start on the grid.</summary>
    public static string ReasonOf(Unavailability unavailability) => unavailability switch
    {
        Unavailability.Closed => "closed",
        Unavailability.InThePast or Unavailability.Notice => "notice",
        Unavailability.OutOfRange or Unavailability.Horizon => "horizon",
        Unavailability.Limit => "limit",
        Unavailability.Held => "held",
        _ => "taken",
    };
}
