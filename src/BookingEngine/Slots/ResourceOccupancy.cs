using BookingEngine.Catalogue;
using BookingEngine.ExternalCalendars;
using BookingEngine.Hours;
using BookingEngine.Slots.Occupied;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Slots;

/// <summary>A resource with the bookings and holds that take its time.</summary>
/// <param name="Zones">The zones of its locations, by date.</param>
public sealed record ResourceOccupancy(Resource Resource, ZoneSchedule Zones, Occupancy Occupied)
{
    /// <summary>A resource that always stands at the same location.</summary>
    public ResourceOccupancy(Resource resource, DateTimeZone zone, Occupancy occupied)
        : this(resource, ZoneSchedule.Of(zone), occupied)
    {
    }

    /// <summary>When it is busy elsewhere.</summary>
    public BusyTimes External { get; init; } = BusyTimes.None;

    // Longer than a zone's offset differs from UTC.
    private static readonly long Day = Duration.FromDays(1).BclCompatibleTicks;

    /// <summary>The use of the resource's booking limits; null if it has none.</summary>
    internal PeriodUse? UseAt(Instant now) =>
        Resource.BookingLimits is { } limits ? new PeriodUse(limits, (period, firstDay) => CountedIn(firstDay, period.LastDay(firstDay), now)) : null;

    private LocalDate DayOf(Instant start) => start.InZone(OpenPeriods.PlaceAt(Resource.Hours, Zones, start).Zone).Date;

    private IEnumerable<CountedTime> CountedIn(LocalDate first, LocalDate last, Instant now)
    {
        var (from, until) = (SlotRange.Ticks(first.AtMidnight().InUtc().ToInstant()) - Day, SlotRange.Ticks(last.AtMidnight().InUtc().ToInstant()) + Day + Day);
        return Occupied.Between(from, until)
            .Where(entry => !(entry.Expires <= now) && entry.Parts.IsEmpty)
            .Select(entry => CountedTime.Of(entry, DayOf(entry.Start), entry.ServiceId.Value))
            .Where(counted => first <= counted.Day && counted.Day <= last);
    }
}
