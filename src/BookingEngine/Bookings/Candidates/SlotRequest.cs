using BookingEngine.Catalogue;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Bookings.Candidates;

/// <summary>A request for a slot.</summary>
/// <param name="When">The start. Without an offset: local time at the resource's location.</param>
/// <param name="ResourceId">Null for any resource of the service.</param>
/// <param name="Quantity">The number of seats.</param>
public sealed record SlotRequest(Actor Actor, Service Service, SlotInput When, ResourceId? ResourceId, int Quantity)
{
    /// <summary>The length of the appointment; null for the service's duration.</summary>
    public Duration? Length { get; init; }

    /// <summary>Whether the rules are overridden.</summary>
    public bool IsOverride { get; init; }

    /// <summary>Whether it is for someone without an account.</summary>
    public bool IsForGuest { get; init; }
}
