using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Availability;

/// <summary>What to find free times for.</summary>
/// <param name="ResourceId">Null for any resource of the service.</param>
/// <param name="Zone">The zone of dates and offsets; null for that of the place where the first candidate stands.</param>
/// <param name="CanSeeRetired">Whether the caller may see retired services and resources.</param>
public sealed record AvailabilityRequest(ServiceId ServiceId, ResourceId? ResourceId, int Quantity, DateTimeZone? Zone, bool CanSeeRetired)
{
    /// <summary>For a service that takes several resources: those that must be among them, besides the one above.</summary>
    public IReadOnlyList<ResourceId> ResourceIds { get; init; } = [];

    /// <summary>The length of the appointment; null for the service's duration.</summary>
    public Duration? Length { get; init; }

    /// <summary>The customer whose limits and other bookings count; null for none.</summary>
    public UserId? Customer { get; init; }

    /// <summary>The booking to move, and who would move it. It blocks nothing, and its service, duration, places and terms count. Null to find
    /// times for a new booking.</summary>
    public (BookingId Id, Actor By)? Moving { get; init; }
}
