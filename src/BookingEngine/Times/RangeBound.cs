using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Times;

/// <summary>The start or end of a range, as a client writes it: a local date or an instant.</summary>
/// <param name="Date">Null for an instant.</param>
/// <param name="Instant">Valid if there is no date.</param>
public readonly record struct RangeBound(LocalDate? Date, Instant Instant)
{
    /// <summary>The format, for people.</summary>
    public const string Format = "must be a date such as 2030-05-13, or a time with its offset such as 2030-05-13T14:30:00+02:00";

    private static readonly LocalDatePattern Dates = LocalDatePattern.CreateWithInvariantCulture("uuuu-MM-dd");

    /// <summary>Null for anything else. A time without an offset is not accepted, because its zone may not be known yet.</summary>
    public static RangeBound? TryParse(string text) =>
        TryParseUsual(text) is { } usual ? new RangeBound(usual, default)
        : Dates.Parse(text) is { Success: true } date ? new RangeBound(date.Value, default)
        : SlotTime.TryRead(text)?.Instant is { } instant ? new RangeBound(null, instant)
        : null;

    /// <summary>The stretch of the date, or at the instant.</summary>
    public ZoneStretch StretchOf(ZoneSchedule schedule) => Date is { } date ? schedule.On(date) : schedule.At(Instant);

    /// <summary>The instant, or the start of the date in the zone.</summary>
    public Instant In(DateTimeZone zone) => Date is { } date ? LocalTimes.StartOf(date, zone) : Instant;

    // The runtime's parser takes a tenth of the pattern's time. It knows the years from 1 to 9999.
    private static LocalDate? TryParseUsual(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? LocalDate.FromDateOnly(date) : null;
}
