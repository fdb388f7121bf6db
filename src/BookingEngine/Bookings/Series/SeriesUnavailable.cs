using System.Collections.Immutable;
using BookingEngine.Calendars.Events;

namespace BookingEngine.Bookings.Series;

/// <summary>Nothing of a series was booked or moved, with every reason.</summary>
public sealed record SeriesUnavailable(ImmutableArray<SkippedTime> Reasons) : Refusal(RefusalKind.Conflict, RefusalCode, Text)
{
    public const string RefusalCode = "series_unavailable";

    private const string Text =
        "Not all times of the series are possible, so nothing has changed. Choose other times, or send `on_conflict` as `skip` to leave out those in `reasons`.";

    public bool Equals(SeriesUnavailable? other) => other is not null && Reasons.SequenceEqual(other.Reasons);

    public override int GetHashCode() => Reasons.Length;
}
