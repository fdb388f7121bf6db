using System.Collections.Frozen;
using NodaTime;
using NodaTime.TimeZones;

namespace BookingEngine.Times;

/// <summary>The IANA time-zone data for all local times. It is NodaTime's own, never the machine's.</summary>
public static class ZoneData
{
    /// <summary>The release of the data, such as <c>2026c</c>.</summary>
    public static string Version => TzdbDateTimeZoneSource.Default.TzdbVersion;

    /// <summary>Whether the name is a canonical or linked IANA name. <see cref="Zones"/> also accepts offsets, which are not
    /// zones.</summary>
    public static bool IsZone(string name) => TzdbDateTimeZoneSource.Default.CanonicalIdMap.ContainsKey(name);

    public static IDateTimeZoneProvider Zones => DateTimeZoneProviders.Tzdb;

    /// <summary>Finds the zone of an IANA name, canonical or linked, in exact spelling. Null for anything else, such as <c>UTC+02</c>, for
    /// which the provider would invent a zone.</summary>
    public static DateTimeZone? TryFind(string id) => CanonicalIds.ContainsKey(id) ? Zones[id] : null;

    /// <summary>Whether two names mean the same zone, such as Europe/Kiev and Europe/Kyiv.</summary>
    public static bool AreSame(DateTimeZone first, DateTimeZone second) => CanonicalIdOf(first) == CanonicalIdOf(second);

    private static FrozenDictionary<string, string> CanonicalIds { get; } =
        TzdbDateTimeZoneSource.Default.CanonicalIdMap.ToFrozenDictionary(StringComparer.Ordinal);

    private static string CanonicalIdOf(DateTimeZone zone) => CanonicalIds.GetValueOrDefault(zone.Id, zone.Id);
}
