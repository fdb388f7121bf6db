using System.Collections.Frozen;
using NodaTime;
using NodaTime.TimeZones;

namespace BookingEngine.Times;

/// <summary>The IANA time-zone data for all local times. It is NodaTime's own, or that of a file, never the machine's.</summary>
public static class ZoneData
{
    /// <summary>A property of the runtime's configuration file: the path of a file in NodaTime's format, such as those at nodatime.org/tzdb. With it a program has other rules
    /// than those it was built with.</summary>
    public const string FileProperty = "BookingEngine.ZoneData";

    /// <summary>The release of the data, such as <c>2026c</c>.</summary>
    public static string Version => Source.TzdbVersion;

    public static TzdbDateTimeZoneSource Source { get; } = AppContext.GetData(FileProperty) is string file ? Read(file) : TzdbDateTimeZoneSource.Default;

    /// <summary>Whether the name is a canonical or linked IANA name. <see cref="Zones"/> also accepts offsets, which are not
    /// zones.</summary>
    public static bool IsZone(string name) => Source.CanonicalIdMap.ContainsKey(name);

    public static IDateTimeZoneProvider Zones { get; } = Source == TzdbDateTimeZoneSource.Default ? DateTimeZoneProviders.Tzdb : new DateTimeZoneCache(Source);

    /// <summary>Finds the zone of an IANA name, canonical or linked, in exact spelling. Null for anything else, such as <c>UTC+02</c>, for
    /// which the provider would invent a zone.</summary>
    public static DateTimeZone? TryFind(string id) => CanonicalIds.ContainsKey(id) ? Zones[id] : null;

    /// <summary>Whether two names mean the same zone, such as Europe/Kiev and Europe/Kyiv.</summary>
    public static bool AreSame(DateTimeZone first, DateTimeZone second) => CanonicalIdOf(first) == CanonicalIdOf(second);

    private static FrozenDictionary<string, string> CanonicalIds { get; } = Source.CanonicalIdMap.ToFrozenDictionary(StringComparer.Ordinal);

    private static string CanonicalIdOf(DateTimeZone zone) => CanonicalIds.GetValueOrDefault(zone.Id, zone.Id);

    private static TzdbDateTimeZoneSource Read(string file)
    {
        using var stream = File.OpenRead(file);
        return TzdbDateTimeZoneSource.FromStream(stream);
    }
}
