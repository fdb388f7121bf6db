namespace BookingEngine.Bookings;

/// <summary>The customer has the maximum number of bookings of the service, over all resources.</summary>
public sealed record LimitReached(string Detail) : Refusal(RefusalKind.Conflict, "limit_reached", Detail);
