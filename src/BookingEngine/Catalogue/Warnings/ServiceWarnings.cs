using System.Collections.Immutable;
using BookingEngine.Hours;
using BookingEngine.Slots;
using BookingEngine.Slots.Occupied;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Catalogue.Warnings;

/// <summary>Finds what leaves a service without starts that can be booked, even if nothing is booked yet. The rules of the search decide.</summary>
internal sealed class ServiceWarnings
{
    private static readonly Duration Ahead = Duration.FromDays(366);
    private readonly Service _service;
    private readonly List<ResourceOccupancy> _active;
    private readonly Instant _now;

    private ServiceWarnings(Service service, IEnumerable<(Resource Resource, ZoneSchedule Zones)> resources, Instant now)
    {
        (_service, _now) = (service, now);
        _active = [.. resources.Where(r => r.Resource.Active).Select(r => new ResourceOccupancy(r.Resource, r.Zones, Occupancy.None))];
    }

    /// <summary>None for a retired service.</summary>
    /// <param name="resources">The service's resources.</param>
    /// <param name="concerns">Whether to check a resource's hours.</param>
    public static IEnumerable<CatalogueWarning> Of(
        Service service, IEnumerable<(Resource Resource, ZoneSchedule Zones)> resources, Func<Resource, bool> concerns, Instant now) =>
        service is { Active: true, Needs: null, Segments: null } ? new ServiceWarnings(service, resources, now).All(concerns) : [];

    /// <summary>What its own fields say. A horizon that always ends before the notice is refused when it is written.</summary>
    public static IEnumerable<CatalogueWarning> OfItself(Service service) => service is { Active: true, Horizon: { } horizon }
        && ((service.MinimumNotice > Duration.Zero && horizon == service.MinimumNotice) || horizon < Duration.FromDays(service.MinimumNoticeDays))
            ? [CatalogueWarning.HorizonWithinNotice(service.Id)]
            : [];

    /// <summary>Whether one customer may have so many segments of a service as a visit has.</summary>
    /// <param name="segment">Active or not.</param>
    public static IEnumerable<CatalogueWarning> OfSegments(Service visit, Service segment)
    {
        var count = visit.Segments?.Count(other => other.ServiceId == segment.Id) ?? 0;
        return (segment.Limits.Active, segment.Limits.PerDay) switch
        {
            ({ } active, _) when count > active => [CatalogueWarning.SegmentLimitLeavesNoRoom(visit.Id, segment.Id, count, active, "at once")],
            (_, { } perDay) when count > perDay => [CatalogueWarning.SegmentLimitLeavesNoRoom(visit.Id, segment.Id, count, perDay, "on one day")],
            _ => [],
        };
    }

    private IEnumerable<CatalogueWarning> All(Func<Resource, bool> concerns)
    {
        if (_active.Count == 0)
        {
            yield return CatalogueWarning.NoActiveResource(_service.Id);
            yield break;
        }

        var lengths = (_service.Durations ?? []).Select(d => d.Length).Append(_service.Duration).Distinct().Order().ToList();
        foreach (var warning in _active.Where(r => concerns(r.Resource)).Select(r => WarningOf(r, lengths[0])).OfType<CatalogueWarning>())
        {
            yield return warning;
        }

        foreach (var warning in OfAllResources(lengths))
        {
            yield return warning;
        }
    }

    private IEnumerable<CatalogueWarning> OfAllResources(List<Duration> lengths)
    {
        if (!_active.Exists(resource => HasStart(resource, lengths[0])))
        {
            yield break; // each resource has its own warning
        }

        foreach (var length in lengths.Skip(1).Where(length =>
            IsOverLimit(_service.BookingLimits, length) || !_active.Exists(resource => HasStart(resource, length))))
        {
            yield return CatalogueWarning.DurationNeverFits(_service.Id, (int)length.TotalMinutes);
        }

        if ((_service.ValidFrom is not null || _service.ValidTo is not null) && !_active.Exists(HasValidStart))
        {
            yield return CatalogueWarning.ValidityLeavesNoStart(_service.Id);
        }
    }

    private CatalogueWarning? WarningOf(ResourceOccupancy resource, Duration length) =>
        IsOverLimit(resource.Resource.BookingLimits, length) ? CatalogueWarning.BookingLimitLeavesNoRoom(_service.Id, resource.Resource.Id, (int)length.TotalMinutes)
        : HasStart(resource, length) ? null
        : HasRoom(resource, length) ? CatalogueWarning.GridLeavesNoStart(_service.Id, resource.Resource.Id)
        : CatalogueWarning.HoursLeaveNoRoom(_service.Id, resource.Resource.Id, (int)length.TotalMinutes);

    // A limit of the service itself that is too small is refused when it is written.
    private static bool IsOverLimit(ImmutableArray<BookingLimit>? booking, Duration length) =>
        booking is { } limits && limits.Any(limit => limit.Minutes is { } minutes && length > Duration.FromMinutes(minutes));

    private bool HasStart(ResourceOccupancy resource, Duration length) => HasStart(Anytime(length), resource, _now, _now + Ahead);

    private bool HasValidStart(ResourceOccupancy resource)
    {
        // A day more on both sides, because the dates are local.
        var from = _service.ValidFrom is { } first ? Instant.Max(_now, LocalTimes.StartOf(first.PlusDays(-1), DateTimeZone.Utc)) : _now;
        var to = _service.ValidTo is { } last ? Instant.Min(from + Ahead, LocalTimes.StartOf(last.PlusDays(1), DateTimeZone.Utc)) : from + Ahead;
        var valid = Anytime(_service.Duration) with { ValidFrom = _service.ValidFrom, ValidTo = _service.ValidTo };
        return HasStart(valid, resource, from, to);
    }

    private bool HasStart(Service service, ResourceOccupancy resource, Instant from, Instant to) =>
        !SlotSearch.Next(new SlotQuery(service, _now), [resource], from, to, count: 1).IsEmpty;

    // Where there is room at all, there is room from the start of a period or from the end of a time off.
    private bool HasRoom(ResourceOccupancy resource, Duration length)
    {
        var query = new SlotQuery(Anytime(length) with { SlotInterval = Duration.FromTicks(1) }, _now);
        var (from, to) = (SlotRange.Ticks(_now), SlotRange.Ticks(_now + Ahead));
        var rules = SlotRules.Of(query, resource, from, to); // once for all starts: it expands the hours of the whole year
        return query.UnavailabilityOf(resource.Resource) is null && OpenPeriods.Between(resource.Resource.Hours, resource.Zones, _now, _now + Ahead)
            .Select(period => SlotRange.Ticks(period.Start))
            .Concat(resource.Resource.TimeOff.Select(off => SlotRange.Ticks(off.To)).Where(end => end >= from && end <= to))
            .Order()
            .Any(start => rules.UnavailabilityAt(start, out _) is null);
    }

    private Service Anytime(Duration length) => _service with
    {
        Duration = length,
        MinimumNotice = Duration.Zero,
        MinimumNoticeDays = 0,
        Horizon = null,
        ValidFrom = null,
        ValidTo = null,
    };
}
