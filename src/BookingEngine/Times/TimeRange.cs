using NodaTime;

namespace BookingEngine.Times;

/// <summary>A range of time that a client asks for: dates or instants, the end excluded, at most 92 days. A range that ends at its start is
/// valid and empty.</summary>
public readonly record struct TimeRange(Instant From, Instant To)
{
    public const int MaximumDays = 92;

    public static readonly Refusal Reversed =
        new(RefusalKind.Rule, "range_reversed", "The range ends before it begins. Choose a `from` that is not after `to`.");

    public static readonly Refusal TooLong =
        new(RefusalKind.Rule, "range_too_long", $"The range is too long. Ask for at most {MaximumDays} days at once.");

    /// <param name="zone">The zone of the dates.</param>
    /// <param name="maximumDays">Of a range that is allowed to be longer than others.</param>
    public static Outcome<TimeRange> Of(RangeBound from, RangeBound to, DateTimeZone zone, int maximumDays = MaximumDays) =>
        new TimeRange(from.In(zone), to.In(zone)) switch
        {
            { IsReversed: true } => Reversed,
            _ when IsLonger(maximumDays, from, to, zone) => TooLong,
            var range => range,
        };

    /// <summary>Whether a period, its end excluded, overlaps the range. Nothing overlaps an empty range.</summary>
    public bool Overlaps(Instant start, Instant end) => From < To && start < To && end > From;

    /// <summary>Between two dates, days count: a clock change makes a day longer or shorter than 24 hours.</summary>
    public static bool IsLonger(int days, RangeBound from, RangeBound to, DateTimeZone zone) => (from.Date, to.Date) is ({ } first, { } last)
        ? Period.DaysBetween(first, last) > days
        : to.In(zone) - from.In(zone) > Duration.FromDays(days);

    private bool IsReversed => From > To;
}
