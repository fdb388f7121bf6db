using System.Globalization;
using BookingEngine.Times;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Bookings.Series.Rules;

/// <summary>A recurrence rule (RFC 5545, section 3.3.10) of dates. COUNT and UNTIL are not part of the pattern: a time that the clocks skip does not count,
/// and only we know which.</summary>
/// <param name="Pattern">The other parts, in upper case, in their order.</param>
/// <param name="Count">Null if it ends with <paramref name="Until"/>.</param>
/// <param name="Until">As it was written; null if it ends with <paramref name="Count"/>.</param>
public sealed record SeriesRule(string Pattern, int? Count, string? Until)
{
    private static readonly LocalDateTimePattern LocalTimeText = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");
    private static readonly LocalDatePattern DateText = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    /// <summary>The last instant at which an occurrence may begin; null without UNTIL. A date counts to its end, a local time that occurs twice is the later.</summary>
    public Instant? LastIn(DateTimeZone zone) => Until switch
    {
        null => null,
        _ when DateText.Parse(Until) is { Success: true, Value: var date } => LocalTimes.StartOf(date.PlusDays(1), zone) - Duration.Epsilon,
        [.., 'Z'] => LocalTimeText.Parse(Until[..^1]).Value.InUtc().ToInstant(),
        _ => LocalTimes.Candidates(LocalTimeText.Parse(Until).Value, zone) is [.., var last] ? last : LocalTimeText.Parse(Until).Value.InZoneLeniently(zone).ToInstant(),
    };

    /// <summary>The rule as it is stored, with UNTIL in UTC.</summary>
    public string TextIn(DateTimeZone zone) => LastIn(zone) is { } last
        ? $"{Pattern};UNTIL={LocalTimeText.Format(last.InUtc().LocalDateTime)}Z"
        : string.Create(CultureInfo.InvariantCulture, $"{Pattern};COUNT={Count}");

    /// <summary>Whether UNTIL can be the text. Its year leaves room for offsets.</summary>
    internal static bool IsTime(string text) => DateText.Parse(text) is { Success: true, Value: var date }
        ? IsPossible(date)
        : LocalTimeText.Parse(text.EndsWith('Z') ? text[..^1] : text) is { Success: true, Value: var time } && IsPossible(time.Date);

    private static bool IsPossible(LocalDate date) => date.Year is > 0 and < 9000;
}
