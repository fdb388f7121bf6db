using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Times;

/// <summary>Converts a local time to an instant. It never guesses: a time that the clocks skip or show twice is refused.</summary>
public static class LocalTimes
{
    public const string Invalid = "local_time_invalid", Ambiguous = "local_time_ambiguous";

    public static readonly Refusal OffsetRequired = new(
        RefusalKind.Rule, "offset_required", "The resources are in several time zones. Choose a resource, or write the time with its offset.");

    /// <param name="zones">The zones of the possible locations; at least one.</param>
    public static Outcome<Instant> Resolve(SlotInput input, ImmutableArray<DateTimeZone> zones) => input.Instant switch
    {
        { } instant => instant,
        _ when zones.Any(zone => !ZoneData.AreSame(zone, zones[0])) => OffsetRequired,
        _ => Resolve(input.Local, zones[0]),
    };

    /// <summary>The refusal of a local time at which no resource is still at the place of that date.</summary>
    public static Refusal HasLeft(DateTimeZone zone) => new(
        RefusalKind.Rule, Invalid, $"The resource leaves {zone.Id} before that time. Choose another time.");

    /// <inheritdoc cref="LocalTimes"/>
    public static Outcome<Instant> Resolve(LocalDateTime local, DateTimeZone zone) => Candidates(local, zone) switch
    {
        [var instant] => instant,
        [var earlier, var later] => new Refusal(RefusalKind.Rule, Ambiguous,
            $"The clocks in {zone.Id} show that time twice. Write {Text(earlier)} or {Text(later)}."),
        _ => new Refusal(RefusalKind.Rule, Invalid, $"The clocks in {zone.Id} skip that time on that day. Choose another time."),
    };

    /// <summary>The instants with this local time: nearly always one; none, or two with the earlier first, at a clock change.</summary>
    public static ImmutableArray<Instant> Candidates(LocalDateTime local, DateTimeZone zone)
    {
        // Near the calendar's ends an offset would exceed its range. The result is then the end itself.
        if (local.Year is <= -9998 or >= 9999)
        {
            return [local.Year < 0 ? Instant.MinValue : Instant.MaxValue];
        }

        var mapping = zone.MapLocal(local);
        return mapping.Count switch
        {
            0 => [],
            1 => [mapping.Single().ToInstant()],
            _ => [mapping.First().ToInstant(), mapping.Last().ToInstant()],
        };
    }

    /// <summary>The start of a date in a zone. If the clocks skip midnight or the whole date: the first instant after that.</summary>
    public static Instant StartOf(LocalDate date, DateTimeZone zone) => date.Year switch
    {
        <= -9998 => Instant.MinValue,
        >= 9999 => Instant.MaxValue,
        _ => Instant.FromUnixTimeTicks(new WallClock(zone).BeginOf(WallClock.DayOf(date), 0)),
    };

    private static string Text(Instant instant) => InstantPattern.ExtendedIso.Format(instant);
}
