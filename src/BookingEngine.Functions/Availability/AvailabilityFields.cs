using BookingEngine.Availability;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Catalogue.Locations;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Functions.Availability;

/// <summary>What questions about times have in common: those about free ones, and about booked ones. What is wrong is noted in the query's errors.</summary>
internal static class AvailabilityFields
{
    public const int MaximumQuantity = 10_000, MaximumCount = 50, DefaultCount = 3;

    public static AvailabilityRequest Wish(this QueryFields query, ApiCall call) => new(
        new ServiceId(query.Id("service_id") ?? DefaultCatalogue.Service.Value),
        query.Id("resource_id") is { } resource ? new ResourceId(resource) : null,
        query.Whole("quantity", 1, MaximumQuantity) ?? 1, query.Zone("time_zone"), call.Caller.Role is not Role.Customer)
    {
        Customer = call.Caller.UserId,
    };

    public static RangeBound? Edge(this QueryFields query, string name)
    {
        if (query.Text(name) is not { } text)
        {
            return null;
        }

        var edge = RangeBound.TryParse(text);
        if (edge is null)
        {
            query.Errors.Add(name, RangeBound.Format);
        }

        return edge;
    }

    public static RangeBound RequiredEdge(this QueryFields query, string name)
    {
        if (!query.Has(name))
        {
            query.Errors.Add(name, "is required");
        }

        return query.Edge(name) ?? default;
    }

    // An id that none can have is wrong as it stands; one that nobody has is told by the answer.
    public static string? Id(this QueryFields query, string name)
    {
        var id = query.Text(name);
        if (id is not null && !CatalogueIdRules.IsValid(id))
        {
            query.Errors.Add(name, CatalogueIdRules.Format);
        }

        return id;
    }

    public static DateTimeZone? Zone(this QueryFields query, string name)
    {
        if (query.Text(name) is not { } text)
        {
            return null;
        }

        var zone = ZoneData.TryFind(text);
        if (zone is null)
        {
            query.Errors.Add(name, LocationFields.ZoneMustBe);
        }

        return zone;
    }
}
