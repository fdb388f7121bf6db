using System.Collections.Immutable;
using BookingEngine.Catalogue;
using NodaTime;

namespace BookingEngine.Slots;

/// <summary>A start that can be booked now.</summary>
/// <param name="End">The end of the service, without buffers.</param>
/// <param name="ResourceIds">The resources with room, in the given order.</param>
/// <param name="PlacesLeft">Over all these resources: the seats of a group service, or the number of further bookings of another.</param>
public readonly record struct OfferedSlot(Instant Start, Instant End, ImmutableArray<ResourceId> ResourceIds, int PlacesLeft)
{
    internal OfferedSlot(long start, long end, ImmutableArray<ResourceId> resourceIds, int placesLeft)
        : this(default(Instant), default(Instant), resourceIds, placesLeft) => (StartTicks, EndTicks) = (start, end);

    /// <summary>In ticks of 100 ns since 1970: a search may find thousands of slots.</summary>
    public long StartTicks { get; private init; } = Start.ToUnixTimeTicks();

    /// <inheritdoc cref="StartTicks"/>
    public long EndTicks { get; private init; } = End.ToUnixTimeTicks();

    public Instant Start => Instant.FromUnixTimeTicks(StartTicks);

    public Instant End => Instant.FromUnixTimeTicks(EndTicks);

    /// <summary>For a service that takes several resources: the need of each of <see cref="ResourceIds"/>, which are one way to meet them. Default for one
    /// that takes one.</summary>
    public ImmutableArray<int> Needs { get; init; }

    /// <summary>For a visit: its parts. <see cref="ResourceIds"/> has the resource of each. Default for another booking.</summary>
    public ImmutableArray<VisitPart> Visit { get; init; }
}

/// <summary>A start on a resource's grid that cannot be booked.</summary>
public readonly record struct RefusedStart(Instant Start, ResourceId ResourceId, Unavailability Reason);
