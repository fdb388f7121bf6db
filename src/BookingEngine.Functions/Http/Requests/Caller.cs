using BookingEngine.Bookings;
using BookingEngine.Users;

namespace BookingEngine.Functions.Http.Requests;

/// <summary>Who a valid bearer token speaks for.</summary>
public sealed record Caller(UserId UserId, SessionId SessionId, Role Role)
{
    public Actor Actor => new(UserId, Role);
}
