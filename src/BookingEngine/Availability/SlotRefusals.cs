using BookingEngine.Bookings;

namespace BookingEngine.Availability;

/// <summary>What the API says to each obstacle.</summary>
public static class SlotRefusals
{
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
        new(RefusalKind.Conflict, BookSlotHandler.Unavailable.Code, "The slot is held for someone else: choose another, or try again later.");

    public static readonly Refusal NotEnoughPlaces =
        new(RefusalKind.Conflict, "not_enough_places", "The slot has fewer places left than asked for: ask for fewer, or choose another.");

    /// <summary>The resource went to another location between two looks.</summary>
    public static readonly Refusal ResourceMoving =
        new(RefusalKind.Conflict, "resource_moving", "The resource is being moved to another location: try again.");

    public static Refusal Of(SlotObstacle obstacle) => obstacle switch
    {
        SlotObstacle.ServiceInactive => ServiceInactive,
        SlotObstacle.ResourceInactive => ResourceInactive,
        SlotObstacle.NotOffered => NotOffered,
        SlotObstacle.QuantityOutOfRange => QuantityOutOfRange,
        SlotObstacle.InThePast => BookSlotHandler.InThePast,
        SlotObstacle.OutOfRange => BookSlotHandler.OutOfRange,
        SlotObstacle.Closed => OutsideHours,
        SlotObstacle.OffGrid => OffGrid,
        SlotObstacle.Notice => MinimumNotice,
        SlotObstacle.Horizon => Horizon,
        SlotObstacle.Held => Held,
        SlotObstacle.NotEnoughPlaces => NotEnoughPlaces,
        _ => BookSlotHandler.Unavailable,
    };

    /// <summary>The word of <c>explain</c> for a start on the grid.</summary>
    public static string ReasonOf(SlotObstacle obstacle) => obstacle switch
    {
        SlotObstacle.Closed => "closed",
        SlotObstacle.InThePast or SlotObstacle.Notice => "notice",
        SlotObstacle.OutOfRange or SlotObstacle.Horizon => "horizon",
        SlotObstacle.Held => "held",
        _ => "taken",
    };
}
