using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Times;

/// <summary>Which instant a time without an offset means. An appointment is never guessed: a time that the clocks skip, or show twice, is
/// refused.</summary>
public static class LocalTimes
{
    public const string Invalid = "local_time_invalid", Ambiguous = "local_time_ambiguous";

    public static readonly Refusal OffsetRequired = new(
        RefusalKind.Rule, "offset_required", "The resources stand in several time zones: name one, or write the time with its offset.");

    /// <param name="zones">Of the locations where the time could be meant: one at least.</param>
    public static Outcome<Instant> Resolve(SlotInput written, ImmutableArray<DateTimeZone> zones) => written.Instant switch
    {
        { } instant => instant,
        _ when zones.Any(zone => !ZoneData.AreSame(zone, zones[0])) => OffsetRequired,
        _ => Resolve(written.Local, zones[0]),
    };

    /// <inheritdoc cref="LocalTimes"/>
    public static Outcome<Instant> Resolve(LocalDateTime local, DateTimeZone zone) => Candidates(local, zone) switch
    {
        [var instant] => instant,
        [var earlier, var later] => new Refusal(RefusalKind.Rule, Ambiguous,
            $"The clocks in {zone.Id} show that time twice: write {Text(earlier)} or {Text(later)}."),
        _ => new Refusal(RefusalKind.Rule, Invalid, $"The clocks in {zone.Id} skip that time on that day: choose another."),
    };

    /// <summary>The instants at which the clocks of a zone show the time: one nearly always, none, or two, the earlier first.</summary>
    public static ImmutableArray<Instant> Candidates(LocalDateTime local, DateTimeZone zone)
    {
        // At either end of the calendar an offset leads out of it: the very end stands for what lies beyond.
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

    /// <summary>When a date begins in a zone: where the clocks skip midnight, or the whole date, at the first instant after that.</summary>
    public static Instant StartOf(LocalDate date, DateTimeZone zone) => date.Year switch
    {
        <= -9998 => Instant.MinValue,
        >= 9999 => Instant.MaxValue,
        _ => Instant.FromUnixTimeTicks(new WallClock(zone).BeginOf(WallClock.DayOf(date), 0)),
    };

    private static string Text(Instant instant) => InstantPattern.ExtendedIso.Format(instant);
}
