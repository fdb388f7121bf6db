using BookingEngine.Users;

namespace BookingEngine.Bookings;

/// <summary>A user who acts on bookings, in a role.</summary>
public sealed record Actor(UserId UserId, Role Role);
