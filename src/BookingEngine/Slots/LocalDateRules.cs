using BookingEngine.Catalogue;
using NodaTime;

namespace BookingEngine.Slots;

/// <summary>The rules of a service that go by local dates at the place of the appointment.</summary>
internal sealed class LocalDateRules
{
    private readonly LocalDate _from, _to;
    private readonly Instant _now;
    private readonly int _noticeDays;

    private LocalDateRules(Service service, Instant now)
    {
        (_now, _noticeDays) = (now, service.MinimumNoticeDays);
        (_from, _to) = (service.ValidFrom ?? LocalDate.MinIsoValue, service.ValidTo ?? LocalDate.MaxIsoValue);
    }

    /// <summary>Null if the service has no such rule.</summary>
    public static LocalDateRules? Of(Service service, Instant now) =>
        service is { MinimumNoticeDays: 0, ValidFrom: null, ValidTo: null } ? null : new(service, now);

    /// <summary>Whether the service may start on that date.</summary>
    /// <param name="zone">The zone of the place at that time.</param>
    public bool AreValidAt(long start, DateTimeZone zone) => DateOf(start, zone) is var date && date >= _from && date < _to;

    /// <summary>Whether the date is too close to the present one.</summary>
    /// <inheritdoc cref="AreValidAt"/>
    public bool AreTooSoonAt(long start, DateTimeZone zone) =>
        _noticeDays > 0 && DateOf(start, zone) < _now.InZone(zone).Date.PlusDays(_noticeDays);

    // Not a comparison of instants: where clocks go back across midnight, a date comes twice.
    private static LocalDate DateOf(long start, DateTimeZone zone) => Instant.FromUnixTimeTicks(start).InZone(zone).Date;
}
