using System.Text.Json.Serialization;
using BookingEngine.Catalogue;
using NodaTime;

namespace BookingEngine.Calendars.Events;

/// <summary>The time of a booking, as agreed.</summary>
/// <param name="LocalStart">The local time at <paramref name="Start"/> in <paramref name="TimeZone"/>, by the rules of
/// <paramref name="ZoneData"/>.</param>
public sealed record BookedInterval(Instant Start, Instant End, LocalDateTime LocalStart, string TimeZone, string ZoneData)
{
    /// <summary>Uses the location's zone and the zone rules as they are now.</summary>
    public static BookedInterval From(Instant start, Duration length, Location location) => new(
        start, start + length, start.InZone(Times.ZoneData.Zones[location.TimeZone]).LocalDateTime, location.TimeZone, Times.ZoneData.Version);
}

/// <summary>A time that a booking had before.</summary>
public sealed record EarlierTime(Instant Start, Instant End, string TimeZone)
{
    /// <summary>The local date at its location.</summary>
    [JsonIgnore]
    public LocalDate Day => Start.InZone(Times.ZoneData.Zones[TimeZone]).Date;
}
