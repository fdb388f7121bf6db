using BookingEngine.Bookings;
using BookingEngine.Users;

namespace BookingEngine.Functions.Http.Requests;

/// <summary>The user of a valid bearer token.</summary>
public sealed record Caller(UserId UserId, SessionId SessionId, Role Role)
{
    /// <summary>Whether the caller must set up a second factor before anything else.</summary>
    public bool NeedsSecondFactor { get; init; }

    public Actor Actor => new(UserId, Role);
}
