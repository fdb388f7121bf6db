namespace BookingEngine.Bookings;

/// <summary>The customer has as many bookings of the service as its limits allow, at any resource.</summary>
public sealed record LimitReached(string Detail) : Refusal(RefusalKind.Conflict, "limit_reached", Detail);
