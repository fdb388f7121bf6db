using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Hours;

/// <summary>An interval of opening hours on a date, in local time of the location. If the end is before the start, it ends on the next
/// date.</summary>
[JsonConverter(typeof(HoursIntervalJsonConverter))]
public readonly record struct HoursInterval(TimeOfDay Start, TimeOfDay End)
{
    public bool EndsNextDay => End < Start;
}

/// <summary>The hours of one date instead of its weekday's. No intervals: closed.</summary>
public sealed record HoursOverride(LocalDate Date, ImmutableArray<HoursInterval> Intervals);

/// <summary>Weekly hours for some dates, instead of the usual ones. An override of a date wins over them.</summary>
/// <param name="To">Excluded.</param>
/// <param name="Weekly">Seven lists, from Monday to Sunday.</param>
public sealed record SeasonalHours(LocalDate From, LocalDate To, ImmutableArray<ImmutableArray<HoursInterval>> Weekly);

/// <summary>A time when a resource cannot be booked despite its opening hours.</summary>
public sealed record TimeOff(Instant From, Instant To, string? Reason);

/// <summary>The opening hours of a resource. <see cref="OpeningHoursRules"/> checks them when they are written.</summary>
/// <param name="Weekly">Seven lists, from Monday to Sunday.</param>
public sealed record OpeningHours(ImmutableArray<ImmutableArray<HoursInterval>> Weekly, ImmutableArray<HoursOverride> Overrides)
{
    /// <summary>Dates with other weekly hours; they do not overlap. Null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<SeasonalHours>? Seasons { get; init; }

    public static OpeningHours AroundTheClock { get; } =
        new([.. Enumerable.Repeat<ImmutableArray<HoursInterval>>([new(TimeOfDay.Midnight, TimeOfDay.EndOfDay)], 7)], []);

    /// <summary>The weekly hours that apply on a date.</summary>
    internal ImmutableArray<ImmutableArray<HoursInterval>> WeekOf(LocalDate date) =>
        Seasons?.FirstOrDefault(season => season.From <= date && date < season.To)?.Weekly ?? Weekly;
}
