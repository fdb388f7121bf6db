namespace BookingEngine.Bookings;

/// <summary>What an actor may do with a booking.</summary>
public enum BookingRight
{
    /// <summary>Nothing: the booking does not exist for them.</summary>
    None,

    /// <summary>What its customer may, within the notices.</summary>
    Owner,

    /// <summary>Everything, at any time: staff of its resource and administrators.</summary>
    Staff,
}
