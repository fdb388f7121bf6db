using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using NodaTime;

namespace BookingEngine.Tests.Availability;

/// <summary>Booking limits, and what counts against those of the service, around a random case's day.</summary>
internal sealed class RandomLimits(Random random, LocalDate day)
{
    public ImmutableArray<BookingLimit>? OfResource { get; } = Limits(random);

    public ImmutableArray<BookingLimit>? OfService { get; } = Limits(random);

    /// <summary>The bookings of the service on all its resources.</summary>
    public ImmutableArray<CountedTime> Counted { get; } =
    [
        .. Enumerable.Range(0, random.Next(12)).Select(_ => new CountedTime(
            new Guid(random.Next(), 0, 0, new byte[8]), day.PlusDays(random.Next(-9, 10)), Duration.FromMinutes(random.Next(1, 13) * 5),
            random.Next(3) == 0 ? new CountedSession("room", Instant.FromUtc(2026, 1, 1, random.Next(3), 0)) : null)),
    ];

    public PeriodUse? ServiceUse => OfService is { } limits
        ? new PeriodUse(limits, (period, first) => Counted.Where(c => first <= c.Day && c.Day <= period.LastDay(first)))
        : null;

    private static ImmutableArray<BookingLimit>? Limits(Random random) => random.Next(3) > 0 ? null :
    [
        .. Enumerable.Range(0, random.Next(1, 4)).Select(_ => (LimitPeriod)random.Next(3)).Select(per => random.Next(3) switch
        {
            0 => new BookingLimit(per, random.Next(1, 8), null),
            1 => new BookingLimit(per, null, random.Next(10, 600)),
            _ => new BookingLimit(per, random.Next(1, 8), random.Next(10, 600)),
        }),
    ];
}
