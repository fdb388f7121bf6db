using NodaTime;

namespace BookingEngine.Times;

/// <summary>A half-open range of time, as clients ask for one: dates or instants, the end excluded, at most 92 days. A range that ends where it
/// begins is valid and empty.</summary>
public readonly record struct TimeRange(Instant From, Instant To)
{
    public const int MaximumDays = 92;

    public static readonly Refusal Reversed =
        new(RefusalKind.Rule, "range_reversed", "The range ends before it begins: let from be no later than to.");

    public static readonly Refusal TooLong =
        new(RefusalKind.Rule, "range_too_long", $"The range is too long: ask for at most {MaximumDays} days at once.");

    /// <param name="zone">Whose dates are meant.</param>
    public static Outcome<TimeRange> Of(RangeBound from, RangeBound to, DateTimeZone zone) =>
        new TimeRange(from.In(zone), to.In(zone)) switch
        {
            { IsReversed: true } => Reversed,
            var range when range.IsLongerThan(from, to) => TooLong,
            var range => range,
        };

    /// <summary>Whether a half-open span has time in common with the range: never where the range is empty.</summary>
    public bool Overlaps(Instant start, Instant end) => From < To && start < To && end > From;

    private bool IsReversed => From > To;

    // Between two dates the dates count: with a clock change among them they last an hour more or less.
    private bool IsLongerThan(RangeBound from, RangeBound to) => (from.Date, to.Date) is ({ } first, { } last)
        ? Period.DaysBetween(first, last) > MaximumDays
        : To - From > Duration.FromDays(MaximumDays);
}
