using BookingEngine.Times;

namespace BookingEngine.Slots;

/// <summary>Why a start cannot be booked. If several reasons apply, the first one counts. Permanent reasons come first, then those that
/// depend on the time, then those that depend on other bookings.</summary>
public enum Unavailability
{
    ServiceInactive,
    ResourceInactive,

    /// <summary>The resource does not give the service.</summary>
    NotOffered,

    /// <summary>Less than one seat, or more than a session has.</summary>
    QuantityOutOfRange,
    InThePast,

    /// <summary>Outside <see cref="SlotRange"/>.</summary>
    OutOfRange,

    /// <summary>On a date on which the service does not start.</summary>
    OutsideValidity,

    /// <summary>Outside the opening hours, or in time off.</summary>
    Closed,
    OffGrid,
    Notice,
    Horizon,

    /// <summary>The customer has reached a limit.</summary>
    Limit,

    /// <summary>The customer is booked elsewhere at that time.</summary>
    Busy,

    /// <summary>The service or the resource has reached a booking limit.</summary>
    BookingLimit,

    /// <summary>The resource is busy in an external calendar.</summary>
    External,

    /// <summary>Other bookings leave no room.</summary>
    Taken,

    /// <summary>There would be room without holds.</summary>
    Held,

    /// <summary>The session has places left, but fewer than requested.</summary>
    NotEnoughPlaces,
}
