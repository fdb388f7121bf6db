using System.Collections.Immutable;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Slots;
using BookingEngine.Times;
using BookingEngine.Transfers;
using NodaTime;

namespace BookingEngine.Rezoning;

/// <summary>Decides in one calendar which bookings of one resource get the instants that keep their local times.</summary>
/// <param name="Shifted">Of this calendar, at most <see cref="MaximumBookings"/>.</param>
/// <param name="Services">By id.</param>
/// <param name="IsLast">Whether what cannot move is reported, because nothing that moves later can make room.</param>
public sealed record RezoneDecision(
    ImmutableArray<ShiftedBooking> Shifted, IReadOnlyDictionary<ServiceId, Service> Services, Instant Now, Guid Operation, bool IsLast)
{
    /// <summary>How many bookings one commit moves or reports. With their zones and times they are well below the size of a commit.</summary>
    public const int MaximumBookings = 500;

    /// <summary>The bookings of one calendar, in the order in which they do not stand in each other's way, and as many together as one commit takes. Those of one
    /// session move together where they can.</summary>
    public static IEnumerable<ImmutableArray<ShiftedBooking>> Commits(IEnumerable<ShiftedBooking> shifted)
    {
        List<ShiftedBooking> commit = [];
        foreach (var some in shifted.GroupBy(s => s.Order).OrderBy(group => group.Key).SelectMany(group => group.Chunk(MaximumBookings)))
        {
            if (commit.Count + some.Length > MaximumBookings)
            {
                yield return [.. commit];
                commit = [];
            }

            commit.AddRange(some);
        }

        yield return [.. commit];
    }

    /// <summary>All bookings leave their former times first. What then exceeds the capacity stays, and takes its time again. No other rule applies.</summary>
    public Decision Decide(Calendar calendar)
    {
        var staying = Shifted.Where(s => s.Conflict is not null).ToDictionary(s => s.Booking.Id, s => s.Conflict!);
        var here = Shifted.Where(s => calendar.Find(s.Booking.Id, Now) is { IsHere: true, IsActive: true } known && known.Entry.Start == s.Booking.Slot).ToList();
        while (true)
        {
            var before = staying.Count;
            var moved = Move(calendar, [.. here.Where(s => !staying.ContainsKey(s.Booking.Id))], staying);
            if (staying.Count == before)
            {
                var reported = IsLast ? here.Where(s => staying.ContainsKey(s.Booking.Id)) : [];
                return new Decision([.. Parts(moved), .. reported.SelectMany(s => Report(s, staying[s.Booking.Id], calendar))], null);
            }
        }
    }

    private List<(CalendarBooking Known, BookingRezoned Event)> Move(Calendar calendar, ShiftedBooking[] moving, Dictionary<BookingId, string> staying)
    {
        List<(CalendarBooking, BookingRezoned)> moved = [];
        var others = moving.Aggregate(calendar.Occupied, (occupied, s) => occupied.Remove(s.Booking.Id.Value));
        foreach (var shifted in moving)
        {
            var known = calendar.Find(shifted.Booking.Id, Now)!;
            var time = shifted.TimeNow;
            if (time.Start <= Now)
            {
                staying[shifted.Booking.Id] = RezoneConflicts.Notice;
            }
            else if (known.Entry.Blocks && !HasRoom(known, SeatsWith(known, calendar), time.Start, calendar with { Occupied = others }))
            {
                staying[shifted.Booking.Id] = RezoneConflicts.Taken;
            }
            else
            {
                moved.Add((known, new BookingRezoned(known.Id, known.State.Arrival, time, known.Time, shifted.Agreed.ZoneData)));
                others = others.Add(known.Entry.WithTime(time));
            }
        }

        return moved;
    }

    private bool HasRoom(CalendarBooking known, int seats, Instant start, Calendar calendar)
    {
        var service = Services.GetValueOrDefault(known.Entry.ServiceId, DefaultCatalogue.InitialService with { Id = known.Entry.ServiceId });
        return HasRoom(known, service with { Capacity = Math.Max(service.Capacity, seats) }, start, calendar, Now);
    }

    // A session keeps all its seats, even if its service has fewer by now.
    private static int SeatsWith(CalendarBooking known, Calendar calendar) => !known.Entry.Shared ? 0 : calendar.Occupied.Between(known.Entry.StartTicks, known.Entry.EndTicks)
        .Where(e => e is { Shared: true, Blocks: true } && e.ServiceId == known.Entry.ServiceId && e.StartTicks == known.Entry.StartTicks).Sum(e => e.Quantity);

    /// <summary>Whether the capacity of the calendar suffices. Its own time is no obstacle to the booking.</summary>
    public static bool HasRoom(CalendarBooking known, Service service, Instant start, Calendar calendar, Instant now) =>
        HasRoom(start, RescheduleRules.QueryOf(known, service, sameResource: null, now), known, calendar);

    /// <summary>The same for a segment of a visit.</summary>
    public static bool HasRoom(CalendarBooking known, Service visit, BookedSegment segment, Calendar calendar, Instant now)
    {
        var query = RescheduleRules.QueryOf(known, visit, sameResource: null, now);
        var service = query.Service with { Duration = segment.End - segment.Start, BufferBefore = segment.BufferBefore, BufferAfter = segment.BufferAfter };
        return HasRoom(segment.Start, query with { Service = service }, known, calendar);
    }

    private static bool HasRoom(Instant start, SlotQuery query, CalendarBooking known, Calendar calendar) =>
        SlotCheck.HasRoom(start, query, new ResourceOccupancy(calendar.Resource.Value!, ZoneData.Zones[known.State.TimeZone], calendar.Occupied));

    // Those of one customer follow each other, because one mail tells of them.
    private IEnumerable<BookingRezoned> Parts(List<(CalendarBooking Known, BookingRezoned Event)> moved) =>
        moved.GroupBy(m => m.Known.State.UserId).OrderBy(customer => customer.Key.Value).SelectMany(customer => customer.Select((m, n) => m.Event with
        {
            Part = customer.Count() == 1 ? null : new SeriesPart(new CommitId(Operation).Derive($"{customer.Key}"), n),
        }));

    /// <summary>The report of a booking that stays; none if it was reported before.</summary>
    public static IEnumerable<RezoneConflictFound> Report(ShiftedBooking shifted, string reason, Calendar calendar) => shifted.Booking.RezoneConflict == reason
        ? []
        : [new RezoneConflictFound(shifted.Booking.Id, calendar.Find(shifted.Booking.Id)?.State.Arrival, ZoneData.Version, reason)];
}
