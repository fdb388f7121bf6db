using System.Buffers.Binary;
using System.Collections.Immutable;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using BookingEngine.Slots.Occupied;
using NodaTime;

namespace BookingEngine.Bookings.Book;

/// <summary>In which order the resources of a service are tried, by what this process knows of them: a best effort, for their calendars decide.</summary>
public static class SlotAssignment
{
    /// <summary>Those that seem free first, each half by the service's assignment and then as the service names them.</summary>
    public static IReadOnlyList<ResourceAtLocation> Order(ImmutableArray<ResourceAtLocation> candidates, SlotQuery terms, Instant start) => candidates.Length < 2
        ? candidates
        : [.. candidates.OrderBy(c => SlotCheck.ObstacleTo(start, terms, c.View) is not null).ThenBy(c => RankOf(c, terms.Service, start))];

    private static long RankOf(ResourceAtLocation candidate, Service service, Instant start) => service.Assignment switch
    {
        Assignment.RoundRobin => LastBookingOf(service.Id, candidate),
        Assignment.LeastBusy => BusyTicksOn(start.InZone(candidate.Zone).Date, candidate),
        _ => 0,
    };

    private static long LastBookingOf(ServiceId service, ResourceAtLocation candidate) => Booked(candidate)
        .Where(t => t.ServiceId == service).Select(t => MadeAt(t.Id)).DefaultIfEmpty(long.MinValue).Max();

    // A booking's id is of version 7: it begins with the milliseconds since 1970 at which its command came.
    private static long MadeAt(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16;
    }

    private static long BusyTicksOn(LocalDate day, ResourceAtLocation candidate) => Booked(candidate)
        .Where(t => t.Start.InZone(candidate.Zone).Date == day).Sum(t => (t.End - t.Start).BclCompatibleTicks);

    private static IEnumerable<OccupiedSlot> Booked(ResourceAtLocation candidate) =>
        candidate.State.Taken.All.Where(t => t.Blocks && t.By is OccupiedBy.Booking or OccupiedBy.Pending);
}
