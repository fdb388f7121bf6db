using System.Globalization;
using NodaTime;

namespace BookingEngine.Infrastructure.ExternalCalendars;

/// <summary>A VEVENT: an event, a repeated one, or the change of one date of a repeated one.</summary>
/// <param name="Start">In <paramref name="Zone"/>.</param>
/// <param name="Replaces">The date of the repeated event that it changes; null if it is an event of its own.</param>
/// <param name="ReplacesLater">Whether it also changes all later dates.</param>
/// <param name="IsFree">It takes no time: free, or cancelled.</param>
/// <param name="Rank">Of two with the same identity, the higher one counts.</param>
internal sealed record FeedEvent(
    string Uid, LocalDateTime Start, FeedZone Zone, FeedLength Length, RuleText? Rule, IReadOnlyList<AddedDate> Added, IReadOnlyList<CalendarTime> Excluded,
    Instant? Replaces, bool ReplacesLater, bool IsFree, (int Sequence, string Stamp) Rank)
{
    public bool IsUnknownZone { get; private init; }

    public Instant StartsAt => Zone.ToInstant(Start);

    /// <exception cref="FormatException">A property that matters cannot be read, or the event takes no time.</exception>
    public static FeedEvent Of(CalendarComponent component, FeedZones zones)
    {
        var start = CalendarTime.Of(component.Find("DTSTART") ?? throw new FormatException("It has no start."));
        var zone = zones.Of(start, out var isUnknown);
        var replaced = component.Find("RECURRENCE-ID");
        return new FeedEvent(
            component.Find("UID")?.Value.Trim() ?? "", start.Local, zone, FeedLength.Of(component, start, zone, zones),
            component.Find("RRULE") is { } rule ? RuleText.Of(rule.Value) : null,
            [.. component.All("RDATE").SelectMany(line => AddedDate.ListOf(line, zone, zones))],
            [.. component.All("EXDATE").SelectMany(CalendarTime.ListOf)],
            replaced is null ? null : InstantOf(CalendarTime.Of(replaced), start, zone, zones),
            replaced?.Parameter("RANGE") is "THISANDFUTURE", Frees(component), RankOf(component))
        {
            IsUnknownZone = isUnknown,
        };
    }

    /// <summary>The instant of a date that refers to a repeated event. A date alone has the event's own time.</summary>
    public static Instant InstantOf(CalendarTime time, CalendarTime start, FeedZone zone, FeedZones zones) => time.IsDate && !start.IsDate
        ? zone.ToInstant(time.Local.Date + start.Local.TimeOfDay)
        : zones.Of(time, out _).ToInstant(time.Local);

    // Without TRANSP an event takes time (RFC 5545, section 3.8.2.7), unless Outlook says that it is free.
    private static bool Frees(CalendarComponent component) =>
        component.Find("STATUS")?.Is("CANCELLED") is true
        || (component.Find("TRANSP") is { } transparency
            ? transparency.Is("TRANSPARENT")
            : component.Find("X-MICROSOFT-CDO-BUSYSTATUS")?.Is("FREE") is true);

    private static (int Sequence, string Stamp) RankOf(CalendarComponent component) =>
        (int.TryParse(component.Find("SEQUENCE")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : 0,
            component.Find("DTSTAMP")?.Value.Trim() ?? "");
}

/// <summary>A date that RDATE adds.</summary>
/// <param name="End">Null for the event's own length.</param>
internal readonly record struct AddedDate(LocalDateTime Start, Instant? End)
{
    public static IEnumerable<AddedDate> ListOf(CalendarLine line, FeedZone zone, FeedZones zones) => line.Value.Split(',').Select(value =>
    {
        var parts = value.Split('/');
        var start = CalendarTime.Of(parts[0], line.Parameter("TZID"));
        var instant = zones.Of(start, out _).ToInstant(start.Local);
        var local = start.IsUtc || start.Zone is not null ? zone.ToLocal(instant) : start.Local;
        var end = parts.Length == 1 ? (Instant?)null : EndOf(parts[1], instant, line, zones);
        return end <= instant ? throw new FormatException("The period has no length.") : new AddedDate(local, end);
    });

    private static Instant EndOf(string end, Instant start, CalendarLine line, FeedZones zones)
    {
        if (end.StartsWith('P') || end.StartsWith('+'))
        {
            var (days, exact) = CalendarDuration.Of(end);
            return start + Duration.FromDays(days) + exact;
        }

        var time = CalendarTime.Of(end, line.Parameter("TZID"));
        return zones.Of(time, out _).ToInstant(time.Local);
    }
}
