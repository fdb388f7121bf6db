using BookingEngine.Bookings;
using BookingEngine.Users;

namespace BookingEngine.Functions.Http.Requests;

/// <summary>The user of a valid bearer token.</summary>
public sealed record Caller(UserId UserId, SessionId SessionId, Role Role)
{
    public Actor Actor => new(UserId, Role);
}
