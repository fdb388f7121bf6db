using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Infrastructure.ExternalCalendars;

/// <summary>The zones that a file names. In this order: the IANA name, the Windows name by CLDR, the file's own description, the file's default zone, the
/// resource's zone.</summary>
internal sealed class FeedZones
{
    private static readonly IDictionary<string, string> Windows = ZoneData.Source.WindowsMapping.PrimaryMapping;

    private readonly Dictionary<string, FeedZone?> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CalendarComponent> _described = new(StringComparer.Ordinal);
    private readonly FeedZone? _ofFile;

    /// <param name="ofResource">For whole days, and where nothing else fits.</param>
    public FeedZones(CalendarComponent calendar, DateTimeZone ofResource)
    {
        OfResource = FeedZone.Of(ofResource);
        foreach (var zone in calendar.Components.Where(c => c.Name == "VTIMEZONE"))
        {
            if (zone.Find("TZID") is { } name)
            {
                _described.TryAdd(name.Value.Trim(), zone);
            }
        }

        _ofFile = calendar.Find("X-WR-TIMEZONE") is { } line ? Find(line.Value.Trim()) : null;
    }

    public FeedZone OfResource { get; }

    /// <param name="isUnknown">Whether the time names a zone that is not known.</param>
    public FeedZone Of(CalendarTime time, out bool isUnknown)
    {
        var found = time switch
        {
            { IsUtc: true } => FeedZone.Utc,
            { IsDate: true } => OfResource,
            { Zone: { } name } => Find(name),
            _ => _ofFile ?? OfResource,
        };
        isUnknown = found is null;
        return found ?? _ofFile ?? OfResource;
    }

    private FeedZone? Find(string name)
    {
        if (!_known.TryGetValue(name, out var zone))
        {
            _known[name] = zone = NamedZone(name) is { } named ? FeedZone.Of(named) : _described.TryGetValue(name, out var own) ? DescribedZone.Of(own) : null;
        }

        return zone;
    }

    // Some programs write the IANA name behind their own, such as /mozilla.org/20050126_1/Europe/Berlin.
    private static DateTimeZone? NamedZone(string name)
    {
        var parts = name.Trim('/').Split('/');
        return Iana(name)
            ?? (Windows.TryGetValue(name, out var mapped) ? Iana(mapped) : null)
            ?? (name.Equals("tzone://Microsoft/Utc", StringComparison.OrdinalIgnoreCase) ? DateTimeZone.Utc : null)
            ?? (name.StartsWith('/') && parts.Length > 3 ? Iana(string.Join('/', parts[^3..])) : null)
            ?? (name.StartsWith('/') && parts.Length > 2 ? Iana(string.Join('/', parts[^2..])) : null);
    }

    private static DateTimeZone? Iana(string name) => ZoneData.Zones.GetZoneOrNull(name);
}
