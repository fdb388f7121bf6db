using NodaTime;
using NodaTime.TimeZones;

namespace BookingEngine.Catalogue;

/// <summary>The IANA time-zone data that every local time is worked out with: NodaTime's own, never the machine's.</summary>
public static class ZoneData
{
    /// <summary>The release of the data, such as <c>2026c</c>.</summary>
    public static string Version => TzdbDateTimeZoneSource.Default.TzdbVersion;

    /// <summary>Whether the name is a canonical or linked IANA one. <see cref="Zones"/> also knows bare offsets, which are no zones.</summary>
    public static bool IsZone(string name) => TzdbDateTimeZoneSource.Default.CanonicalIdMap.ContainsKey(name);

    public static IDateTimeZoneProvider Zones => DateTimeZoneProviders.Tzdb;
}
