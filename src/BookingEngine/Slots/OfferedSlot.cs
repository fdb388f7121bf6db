using System.Collections.Immutable;
using BookingEngine.Catalogue;
using NodaTime;

namespace BookingEngine.Slots;

/// <summary>A start that would be booked if one tried now.</summary>
/// <param name="End">Of the service, without buffers.</param>
/// <param name="ResourceIds">Those that have room, in the order in which they were given.</param>
/// <param name="PlacesLeft">Over all of them: of a group service the seats, of another how many more bookings.</param>
public readonly record struct OfferedSlot(Instant Start, Instant End, ImmutableArray<ResourceId> ResourceIds, int PlacesLeft);

/// <summary>A start on a resource's grid that would be refused.</summary>
public readonly record struct RefusedStart(Instant Start, ResourceId ResourceId, Unavailability Reason);
