using BookingEngine.Times;

namespace BookingEngine.Slots;

/// <summary>Why a start cannot be booked, in the order in which they win: what no waiting mends first, then what another time mends, then
/// what others took.</summary>
public enum Unavailability
{
    ServiceInactive,
    ResourceInactive,

    /// <summary>The resource does not give the service.</summary>
    NotOffered,

    /// <summary>Fewer seats than one, or more than a session has.</summary>
    QuantityOutOfRange,
    InThePast,

    /// <summary>Beyond <see cref="SlotRange"/>.</summary>
    OutOfRange,

    /// <summary>The service's time does not lie within the open hours, or it meets time off.</summary>
    Closed,
    OffGrid,
    Notice,
    Horizon,

    /// <summary>The one who looks has as many as anybody may.</summary>
    Limit,

    /// <summary>What is there leaves no room.</summary>
    Taken,

    /// <summary>There would be room but for holds.</summary>
    Held,

    /// <summary>The session has places left, and fewer than asked for.</summary>
    NotEnoughPlaces,
}
