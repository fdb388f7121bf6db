using NodaTime;
using NodaTime.TimeZones;

namespace BookingEngine.Catalogue;

/// <summary>The IANA time-zone data that every local time is worked out with: NodaTime's own, never the machine's.</summary>
public static class ZoneData
{
    /// <summary>The release of the data, such as <c>2026c</c>.</summary>
    public static string Version => TzdbDateTimeZoneSource.Default.TzdbVersion;

    public static IDateTimeZoneProvider Zones => DateTimeZoneProviders.Tzdb;
}
