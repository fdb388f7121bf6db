namespace BookingEngine.Times;

/// <summary>A local time in whole minutes: from <c>00:00</c> to <c>24:00</c>, the end of the day.</summary>
public readonly record struct TimeOfDay(int Minutes) : IComparable<TimeOfDay>
{
    public const int MinutesPerDay = 24 * 60;

    public static TimeOfDay Midnight { get; } = new(0);

    public static TimeOfDay EndOfDay { get; } = new(MinutesPerDay);

    /// <summary>Parses <c>HH:mm</c>; null for anything else.</summary>
    public static TimeOfDay? TryParse(string text) =>
        text is [>= '0' and <= '2', >= '0' and <= '9', ':', >= '0' and <= '5', >= '0' and <= '9']
        && ((text[0] - '0') * 600) + ((text[1] - '0') * 60) + ((text[3] - '0') * 10) + (text[4] - '0') is var minutes and <= MinutesPerDay
            ? new TimeOfDay(minutes)
            : null;

    public int CompareTo(TimeOfDay other) => Minutes.CompareTo(other.Minutes);

    public override string ToString() => $"{Minutes / 60:00}:{Minutes % 60:00}";

    public static bool operator <(TimeOfDay left, TimeOfDay right) => left.Minutes < right.Minutes;

    public static bool operator >(TimeOfDay left, TimeOfDay right) => left.Minutes > right.Minutes;

    public static bool operator <=(TimeOfDay left, TimeOfDay right) => left.Minutes <= right.Minutes;

    public static bool operator >=(TimeOfDay left, TimeOfDay right) => left.Minutes >= right.Minutes;
}
