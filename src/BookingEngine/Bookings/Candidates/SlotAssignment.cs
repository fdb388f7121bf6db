using System.Buffers.Binary;
using System.Collections.Immutable;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using BookingEngine.Slots.Occupied;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Bookings.Candidates;

/// <summary>The order in which the resources of a service are asked. It uses cached calendars, so it is a best effort: the calendars
/// decide.</summary>
public static class SlotAssignment
{
    /// <summary>Resources that seem free first, then by the service's assignment, then in the service's order.</summary>
    public static IReadOnlyList<ResourceAtLocation> Order(ImmutableArray<ResourceAtLocation> candidates, SlotQuery query, Instant start) => candidates.Length < 2
        ? candidates
        : [.. candidates.OrderBy(c => SlotCheck.UnavailabilityAt(start, query, c.Occupancy) is not null).ThenBy(c => RankOf(c, query.Service, start))];

    private static long RankOf(ResourceAtLocation candidate, Service service, Instant start) => service.Assignment switch
    {
        Assignment.RoundRobin => LastBookingOf(service.Id, candidate),
        Assignment.LeastBusy => BusyTicksOn(start, candidate),
        _ => 0,
    };

    private static long LastBookingOf(ServiceId service, ResourceAtLocation candidate) => Booked(candidate)
        .Where(t => t.ServiceId == service).Select(t => CreatedAt(t.Owner)).DefaultIfEmpty(long.MinValue).Max();

    // Booking ids begin with the command's time in milliseconds since 1970.
    private static long CreatedAt(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16;
    }

    // On the local date of the start.
    private static long BusyTicksOn(Instant start, ResourceAtLocation candidate)
    {
        var zone = candidate.Locations.ZoneAt(start);
        var day = SlotRange.Within(start).InZone(zone).Date;
        return Booked(candidate).Where(t => t.Start.InZone(zone).Date == day).Sum(t => (t.End - t.Start).BclCompatibleTicks);
    }

    private static IEnumerable<OccupiedSlot> Booked(ResourceAtLocation candidate) =>
        candidate.State.Occupied.Times.Where(t => t.Blocks && t.By is OccupiedBy.Booking or OccupiedBy.Pending);
}
