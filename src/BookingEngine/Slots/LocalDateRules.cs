using BookingEngine.Catalogue;
using NodaTime;

namespace BookingEngine.Slots;

/// <summary>The rules of a service that go by local dates at the place of the appointment.</summary>
internal sealed class LocalDateRules
{
    private readonly DateTimeZone _zone;
    private readonly LocalDate _from, _to, _earliest;

    private LocalDateRules(Service service, DateTimeZone zone, Instant now)
    {
        _zone = zone;
        (_from, _to) = (service.ValidFrom ?? LocalDate.MinIsoValue, service.ValidTo ?? LocalDate.MaxIsoValue);
        _earliest = now.InZone(zone).Date.PlusDays(service.MinimumNoticeDays);
    }

    /// <summary>Null if the service has no such rule.</summary>
    public static LocalDateRules? Of(Service service, DateTimeZone zone, Instant now) =>
        service is { MinimumNoticeDays: 0, ValidFrom: null, ValidTo: null } ? null : new(service, zone, now);

    /// <summary>Whether the service may start on that date.</summary>
    public bool AreValidAt(long start) => DateOf(start) is var date && date >= _from && date < _to;

    /// <summary>Whether the date is too close to the present one.</summary>
    public bool AreTooSoonAt(long start) => DateOf(start) < _earliest;

    // Not a comparison of instants: where clocks go back across midnight, a date comes twice.
    private LocalDate DateOf(long start) => Instant.FromUnixTimeTicks(start).InZone(_zone).Date;
}
