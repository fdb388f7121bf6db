using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Times;

/// <summary>Where a range of time begins or ends, as a client writes it: a local date or an instant.</summary>
/// <param name="Date">Null where an instant was written.</param>
/// <param name="Instant">Meant where no date was written.</param>
public readonly record struct RangeBound(LocalDate? Date, Instant Instant)
{
    /// <summary>What it must look like, for people.</summary>
    public const string Format = "must be a date such as 2030-05-13, or a time with its offset such as 2030-05-13T14:30:00+02:00";

    private static readonly LocalDatePattern Dates = LocalDatePattern.CreateWithInvariantCulture("uuuu-MM-dd");

    /// <summary>Null where it is neither; a time without an offset is none, for no zone may be known yet that it could be meant in.</summary>
    public static RangeBound? TryParse(string text) => Dates.Parse(text) switch
    {
        { Success: true } date => new RangeBound(date.Value, default),
        _ => SlotTime.TryRead(text)?.Instant is { } instant ? new RangeBound(null, instant) : null,
    };

    /// <summary>The instant, or when the date begins in the zone.</summary>
    public Instant In(DateTimeZone zone) => Date is { } date ? LocalTimes.StartOf(date, zone) : Instant;
}
