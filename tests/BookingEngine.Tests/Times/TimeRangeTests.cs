using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Tests.Times;

/// <summary>The rule for ranges: dates or instants, the end excluded, at most 92 days.</summary>
public sealed class TimeRangeTests
{
    private static readonly DateTimeZone Berlin = ZoneData.Zones["Europe/Berlin"];

    [Theory]
    [InlineData("2026-03-01", "2026-06-01")] // 92 dates, an hour less
    [InlineData("2026-09-01", "2026-12-02")] // 92 dates, an hour more
    [InlineData("2026-03-01T00:00:00Z", "2026-06-01T00:00:00Z")]
    [InlineData("2026-03-01", "2026-05-31T23:00:00Z")]
    [InlineData("2026-03-01", "2026-03-01")]
    [InlineData("2026-03-01T10:00:00Z", "2026-03-01T10:00:00Z")]
    public void Up_to_92_days_are_accepted(string from, string to) => Assert.Null(Range(from, to).Refusal);

    [Theory]
    [InlineData("2026-03-01", "2026-06-02", "range_too_long")]
    [InlineData("2026-03-01T00:00:00Z", "2026-06-01T00:00:00.0000001Z", "range_too_long")]
    [InlineData("2026-03-01", "2026-06-01T00:00:00Z", "range_too_long")]
    [InlineData("2026-03-02", "2026-03-01", "range_reversed")]
    [InlineData("2026-03-01T10:00:00Z", "2026-03-01T09:59:59.9999999Z", "range_reversed")]
    public void Other_ranges_are_refused(string from, string to, string code) => Assert.Equal(code, Range(from, to).Refusal!.Code);

    [Theory]
    [InlineData(10, 11, 10, 11, true)]
    [InlineData(10, 11, 9, 10, false)]
    [InlineData(10, 11, 11, 12, false)]
    [InlineData(10, 11, 9, 12, true)]
    [InlineData(10, 10, 9, 12, false)]
    public void Ranges_with_common_time_overlap(int from, int to, int start, int end, bool overlaps) =>
        Assert.Equal(overlaps, new TimeRange(At(from), At(to)).Overlaps(At(start), At(end)));

    private static Outcome<TimeRange> Range(string from, string to) =>
        TimeRange.Of(RangeBound.TryParse(from)!.Value, RangeBound.TryParse(to)!.Value, Berlin);

    private static Instant At(int hour) => Instant.FromUtc(2026, 3, 1, hour, 0);
}
