using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.BookingLimits;
using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using NodaTime;

namespace BookingEngine.Availability;

/// <summary>Reads the calendars of the resources that can give the requested service, all at once and from the store. So an offer follows
/// the same state as a booking at that moment.</summary>
public sealed class CandidateReader(AggregateLoader loader, CatalogueCache catalogue)
{
    public async Task<Outcome<Candidates>> ReadAsync(AvailabilityRequest request, Instant now, CancellationToken cancellation)
    {
        if (await catalogue.ServiceAsync(request.ServiceId, cancellation) is not { } found || (!found.Active && !request.CanSeeRetired))
        {
            return BookingRefusals.UnknownService;
        }

        if (request.Of(found) is not { } service)
        {
            return SlotRefusals.DurationNotOffered;
        }

        var query = new SlotQuery(service, now, request.Quantity) { Limits = await LimitsAsync(request, service, now, cancellation) };
        ImmutableArray<ResourceId> ids = request.ResourceId is { } requested ? [requested] : service.ResourceIds;
        var occupancies = await Task.WhenAll(ids.Select(id => OccupancyAsync(id, cancellation)));
        ImmutableArray<ResourceOccupancy> calendars = [.. occupancies.OfType<ResourceOccupancy>()];
        return Check(request, query, calendars) is { } refusal
            ? refusal
            : new Candidates(query, calendars, request.Zone);
    }

    private async Task<ReachedLimits?> LimitsAsync(AvailabilityRequest request, Service service, Instant now, CancellationToken cancellation) =>
        request.Customer is { } customer && service.Limits.Apply
            ? (await loader.RefreshAsync<CustomerClaims>(CustomerClaims.StreamOf(customer), cancellation)).State.ReachedLimitsOf(service, now)
            : null;

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

    /// <summary>Null if there is no such resource.</summary>
    private async Task<ResourceOccupancy?> OccupancyAsync(ResourceId id, CancellationToken cancellation)
    {
        var calendar = (await loader.RefreshAsync<Calendar>(Calendar.StreamOf(id), cancellation)).State;
        return calendar.Resource.Value is { } resource
            && await catalogue.LocationsOfAsync(resource, cancellation) is { } locations
                ? new ResourceAtLocation(resource, locations, calendar).Occupancy
                : null;
    }
}
