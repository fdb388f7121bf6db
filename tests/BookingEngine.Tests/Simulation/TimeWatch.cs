using BookingEngine.Catalogue;
using NodaTime;

namespace BookingEngine.Tests.Simulation;

/// <summary>Watches a time during a request. If one of the resources was free all the while, the time must not be refused as taken.</summary>
/// <param name="now">When the request began. Holds that have expired by then are ignored.</param>
public sealed class TimeWatch(SimulatedOccupancy occupancy, Service service, IEnumerable<ResourceId> resources, Instant start, Instant now)
{
    private readonly HashSet<ResourceId> _free = [.. resources];

    public bool WasAlwaysFree => _free.Count > 0;

    /// <summary>Call it at the beginning and after each commit.</summary>
    public void Look() => _free.RemoveWhere(resource => !occupancy.IsFree(resource, service, start, now));
}
