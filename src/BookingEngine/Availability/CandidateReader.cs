using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.BookingLimits;
using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using NodaTime;

namespace BookingEngine.Availability;

/// <summary>Reads the calendars of the resources that may give what is wished for, all at once and as the store has them now, so that what is
/// offered is what a booking would be decided on at that moment.</summary>
public sealed class CandidateReader(AggregateLoader loader, CatalogueCache catalogue)
{
    public async Task<Outcome<Candidates>> ReadAsync(AvailabilityRequest wish, Instant now, CancellationToken cancellation)
    {
        if (await catalogue.ServiceAsync(wish.ServiceId, cancellation) is not { } service || (!service.Active && !wish.SeesRetired))
        {
            return BookingRefusals.UnknownService;
        }

        var terms = new SlotQuery(service, now, wish.Quantity) { Limits = await LimitsAsync(wish, service, now, cancellation) };
        ImmutableArray<ResourceId> ids = wish.ResourceId is { } named ? [named] : service.ResourceIds;
        var found = await Task.WhenAll(ids.Select(id => CalendarAsync(id, cancellation)));
        ImmutableArray<ResourceOccupancy> calendars = [.. found.OfType<ResourceOccupancy>()];
        return Reason(wish, terms, calendars) is { } refusal
            ? refusal
            : new Candidates(terms, calendars, wish.Zone ?? calendars[0].Zone);
    }

    private async Task<ReachedLimits?> LimitsAsync(AvailabilityRequest wish, Service service, Instant now, CancellationToken cancellation) =>
        wish.Customer is { } customer && service.Limits.Apply
            ? (await loader.RefreshAsync<CustomerClaims>(CustomerClaims.StreamOf(customer), cancellation)).State.ReachedLimitsOf(service, now)
            : null;

    /// <summary>What rules out every time. Retired resources among a service's own have no free times, and are no reason to refuse.</summary>
    private static Refusal? Reason(AvailabilityRequest wish, SlotQuery terms, ImmutableArray<ResourceOccupancy> calendars) =>
        (wish.ResourceId, calendars) switch
        {
            ({ }, []) => BookingRefusals.UnknownResource,
            ({ }, [{ Resource.Active: false }]) when !wish.SeesRetired => BookingRefusals.UnknownResource,
            ({ }, [var only]) => terms.UnavailabilityOf(only.Resource) is { } unavailability ? SlotRefusals.Of(unavailability) : null,
            (_, []) => SlotRefusals.NotOffered,
            _ when !terms.Service.Active => SlotRefusals.ServiceInactive,
            _ when terms.Quantity > terms.Service.Capacity => SlotRefusals.QuantityOutOfRange,
            _ => null,
        };

    /// <summary>Null where there is no such resource.</summary>
    private async Task<ResourceOccupancy?> CalendarAsync(ResourceId id, CancellationToken cancellation)
    {
        var calendar = (await loader.RefreshAsync<Calendar>(Calendar.StreamOf(id), cancellation)).State;
        return calendar.Resource.Value is { } resource
            && await catalogue.LocationAsync(resource.LocationId, cancellation) is { } location
                ? new ResourceAtLocation(resource, location, calendar).Occupancy
                : null;
    }
}
