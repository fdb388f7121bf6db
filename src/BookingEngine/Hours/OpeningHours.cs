using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Hours;

/// <summary>A stretch of opening hours that begins on some date: it ends on the same date, or on the next where the end comes before the
/// start. Wall-clock times in the location's zone.</summary>
[JsonConverter(typeof(HoursIntervalJsonConverter))]
public readonly record struct HoursInterval(TimeOfDay Start, TimeOfDay End)
{
    public bool EndsNextDay => End < Start;
}

/// <summary>What a date's hours are instead of its weekday's; none is closed.</summary>
public sealed record HoursOverride(LocalDate Date, ImmutableArray<HoursInterval> Intervals);

/// <summary>When a resource is not to be had although its hours say so.</summary>
public sealed record TimeOff(Instant From, Instant To, string? Reason);

/// <summary>When a resource is open. Which intervals are allowed together is checked where hours are written, not here.</summary>
/// <param name="Weekly">By ISO weekday, 0 for Monday to 6 for Sunday: seven lists.</param>
public sealed record OpeningHours(ImmutableArray<ImmutableArray<HoursInterval>> Weekly, ImmutableArray<HoursOverride> Overrides)
{
    public static OpeningHours AroundTheClock { get; } =
        new([.. Enumerable.Repeat<ImmutableArray<HoursInterval>>([new(TimeOfDay.Midnight, TimeOfDay.EndOfDay)], 7)], []);
}
