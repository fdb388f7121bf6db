using System.Collections.Frozen;
using NodaTime;
using NodaTime.TimeZones;

namespace BookingEngine.Times;

/// <summary>The IANA time-zone data that every local time is worked out with: NodaTime's own, never the machine's.</summary>
public static class ZoneData
{
    /// <summary>The release of the data, such as <c>2026c</c>.</summary>
    public static string Version => TzdbDateTimeZoneSource.Default.TzdbVersion;

    /// <summary>Whether the name is a canonical or linked IANA one. <see cref="Zones"/> also knows bare offsets, which are no zones.</summary>
    public static bool IsZone(string name) => TzdbDateTimeZoneSource.Default.CanonicalIdMap.ContainsKey(name);

    public static IDateTimeZoneProvider Zones => DateTimeZoneProviders.Tzdb;

    /// <summary>The zone of an IANA name, canonical or linked, as it is spelled; null for anything else: offsets such as <c>UTC+02</c>, for
    /// which the provider makes up a zone, are no zones.</summary>
    public static DateTimeZone? TryFind(string id) => CanonicalIds.ContainsKey(id) ? Zones[id] : null;

    /// <summary>Whether two zones are one under two names, as Europe/Kiev and Europe/Kyiv are.</summary>
    public static bool AreSame(DateTimeZone first, DateTimeZone second) => CanonicalIdOf(first) == CanonicalIdOf(second);

    private static FrozenDictionary<string, string> CanonicalIds { get; } =
        TzdbDateTimeZoneSource.Default.CanonicalIdMap.ToFrozenDictionary(StringComparer.Ordinal);

    private static string CanonicalIdOf(DateTimeZone zone) => CanonicalIds.GetValueOrDefault(zone.Id, zone.Id);
}
