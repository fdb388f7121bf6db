using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.BookingLimits.Periods;

/// <summary>The stream that counts a service's bookings in one week or month. Limits by day are decided in the stream of the month, so that
/// a booking claims in at most two streams.</summary>
/// <param name="Period">A week or a month.</param>
/// <param name="FirstDay">A Monday, or the first of a month.</param>
public readonly record struct PeriodStream(ServiceId Service, LimitPeriod Period, LocalDate FirstDay)
{
    public LocalDate LastDay => Period.LastDay(FirstDay);

    public StreamName Stream => StreamName.Of(
        ServiceClaims.Category, $"{(Period is LimitPeriod.Week ? "week" : "month")}.{LocalDatePattern.Iso.Format(FirstDay)}.{Service}");

    /// <summary>The streams in which a booking on the date is claimed; none without limits.</summary>
    public static ImmutableArray<PeriodStream> Of(Service service, LocalDate day) =>
        [.. KindsOf(service).Select(kind => new PeriodStream(service.Id, kind, kind.FirstDay(day)))];

    /// <summary>The streams of all dates in a range.</summary>
    public static IEnumerable<PeriodStream> Between(Service service, LocalDate first, LocalDate last)
    {
        foreach (var kind in KindsOf(service))
        {
            for (var day = kind.FirstDay(first); day <= last; day = kind.LastDay(day).PlusDays(1))
            {
                yield return new PeriodStream(service.Id, kind, day);
            }
        }
    }

    /// <summary>The stream that decides a limit of a date.</summary>
    public static PeriodStream Of(ServiceId service, LimitPeriod limit, LocalDate day)
    {
        var kind = KindOf(limit);
        return new(service, kind, kind.FirstDay(day));
    }

    /// <summary>Null for a stream of another category.</summary>
    public static PeriodStream? TryParse(StreamName stream) =>
        stream.Category == ServiceClaims.Category && stream.Id.Split('.', 3) is [var kind, var day, var service]
            ? new(new ServiceId(service), kind == "week" ? LimitPeriod.Week : LimitPeriod.Month, LocalDatePattern.Iso.Parse(day).Value)
            : null;

    public bool Contains(LocalDate day) => FirstDay <= day && day <= LastDay;

    public bool Decides(BookingLimit limit) => KindOf(limit.Per) == Period;

    private static IEnumerable<LimitPeriod> KindsOf(Service service) =>
        service.BookingLimits is { } limits ? limits.Select(limit => KindOf(limit.Per)).Distinct().Order() : [];

    private static LimitPeriod KindOf(LimitPeriod limit) => limit is LimitPeriod.Week ? LimitPeriod.Week : LimitPeriod.Month;
}
