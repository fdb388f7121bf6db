using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Availability;

/// <summary>What somebody looks for free times of.</summary>
/// <param name="ResourceId">Any that gives the service, where null.</param>
/// <param name="Zone">Whose dates and offsets are meant; that of the first candidate's location where null.</param>
/// <param name="SeesRetired">Whether what is no longer offered is known to the one who asks.</param>
public sealed record AvailabilityRequest(ServiceId ServiceId, ResourceId? ResourceId, int Quantity, DateTimeZone? Zone, bool SeesRetired)
{
    /// <summary>Whose limits count; nobody's where null.</summary>
    public UserId? Customer { get; init; }
}

/// <summary>The resources that may give what is wished for, as the store has them now.</summary>
/// <param name="Calendars">One at least, in the order of the service.</param>
/// <param name="Zone">Whose dates and offsets are meant.</param>
public sealed record Candidates(SlotQuery Query, ImmutableArray<ResourceOccupancy> Calendars, DateTimeZone Zone);
