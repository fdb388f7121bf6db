using System.Collections.Immutable;
using BookingEngine.BookingLimits;
using BookingEngine.BookingLimits.Periods;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using NodaTime;

namespace BookingEngine.Availability;

/// <summary>Reads the calendars of the resources that can give the requested service, all at once and from the store. So an offer follows
/// the same state as a booking at that moment.</summary>
public sealed class CandidateReader(
    CalendarReader calendars, CatalogueCache catalogue, CustomerLimitCheck customers, ServiceUseReader uses, MoveQueryReader moves,
    NeedCandidateReader needs)
{
    public async Task<Outcome<Candidates>> ReadAsync(AvailabilityRequest request, Instant now, CancellationToken cancellation)
    {
        if (request.Moving is { } moving)
        {
            return (await moves.ReadAsync(request, moving.Id, moving.By, now, cancellation)).IsRefused(out var refused, out var move)
                ? refused
                : move.Needs is { } places
                    ? await ReadAsync(request, move.Query, places, [.. Required(request)], move.Preferred, cancellation)
                    : await ReadAsync(request with { ResourceId = move.ResourceId }, move.Query, cancellation);
        }

        if (await catalogue.ServiceAsync(request.ServiceId, cancellation) is not { } found || (!found.Active && !request.CanSeeRetired))
        {
            return BookingRefusals.UnknownService;
        }

        if (found.OfLength(request.Length) is not { } service)
        {
            return SlotRefusals.DurationNotOffered;
        }

        var limits = request.Customer is { } customer ? await customers.ReadAsync(customer, service, moving: null, now, cancellation) : null;
        var query = new SlotQuery(service, now, request.Quantity) { Limits = limits };
        return service.Needs is { } several
            ? await ReadAsync(request, query, several, Required(request), [], cancellation)
            : request.ResourceIds.Count > 0 ? BookingRefusals.OneResource : await ReadAsync(request, query, cancellation);
    }

    /// <summary>The query with the use of the service's booking limits in the range.</summary>
    public async Task<SlotQuery> WithUseAsync(SlotQuery query, Instant from, Instant to, CancellationToken cancellation) =>
        query with { ServiceUse = await uses.ReadAsync(query.Service, from, to, query.Now, cancellation) };

    private static IReadOnlyCollection<ResourceId> Required(AvailabilityRequest request) =>
        request.ResourceId is { } one ? [one, .. request.ResourceIds] : request.ResourceIds;

    private async Task<Outcome<Candidates>> ReadAsync(
        AvailabilityRequest request, SlotQuery query, ImmutableArray<ResourceNeed> several, IReadOnlyCollection<ResourceId> required,
        IReadOnlyCollection<ResourceId> preferred, CancellationToken cancellation)
    {
        var resources = await needs.ReadAsync(several, isNewest: true, cancellation);
        if (NeedCandidates.Of(query, several, resources, query.Now, required, preferred).IsRefused(out var refusal, out var found))
        {
            return refusal;
        }

        return !query.Service.Active ? SlotRefusals.ServiceInactive
            : query.Quantity > query.Service.Capacity ? SlotRefusals.QuantityOutOfRange
            : new Candidates(found.Query, [.. resources.Select(at => at.Occupancy)], request.Zone) { Plan = found.Plan };
    }

    private async Task<Outcome<Candidates>> ReadAsync(AvailabilityRequest request, SlotQuery query, CancellationToken cancellation)
    {
        ImmutableArray<ResourceId> ids = request.ResourceId is { } requested ? [requested] : query.Service.ResourceIds;
        ResourceAtLocation?[] found = ids is [var only]
            ? [await calendars.FindNewestAsync(only, cancellation)]
            : await Task.WhenAll(ids.Select(id => calendars.FindNewestAsync(id, cancellation)));
        ImmutableArray<ResourceOccupancy> occupancies = [.. found.OfType<ResourceAtLocation>().Select(at => at.Occupancy)];
        return Check(request, query, occupancies) is { } refusal
            ? refusal
            : new Candidates(query, occupancies, request.Zone);
    }

    /// <summary>The refusal if no time at all is possible. Retired resources of the service have no free times, but are no reason to
    /// refuse.</summary>
    private static Refusal? Check(AvailabilityRequest request, SlotQuery query, ImmutableArray<ResourceOccupancy> calendars) =>
        (request.ResourceId, calendars) switch
        {
            ({ }, []) => BookingRefusals.UnknownResource,
            ({ }, [{ Resource.Active: false }]) when !request.CanSeeRetired => BookingRefusals.UnknownResource,
            ({ }, [var only]) => query.UnavailabilityOf(only.Resource) is { } unavailability ? SlotRefusals.Of(unavailability) : null,
            (_, []) => SlotRefusals.NotOffered,
            _ when !query.Service.Active => SlotRefusals.ServiceInactive,
            _ when query.Quantity > query.Service.Capacity => SlotRefusals.QuantityOutOfRange,
            _ => null,
        };
}
