using BookingEngine.Functions.Catalogue.Locations;
using BookingEngine.Functions.Fields;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>Where appointments take place.</summary>
public static class LocationOperations
{
    private static readonly LocationView Sample = new("mitte", "Salon Mitte", "Europe/Berlin", "Torstrasse 1, 10119 Berlin");

    public static OperationGroup Group { get; } = new(
        "Locations", "Where appointments take place.", [List, Create, Get, Change, History],
        [Shape, ListShape, .. CatalogueSchemas.HistoryShapes("Location", LocationsJson.Default.HistoryViewLocationView, LocationsJson.Default.HistoryEntryViewLocationView)]);

    private static Operation List => new(typeof(ListLocationsFunction), "List locations", CatalogueSchemas.ListText)
    {
        Parameters = CatalogueSchemas.Page,
        Answer = CatalogueSchemas.Listed("The locations.", LocationsJson.Default.LocationListView, new LocationListView([Sample], null)),
        Problems = [CatalogueSchemas.PageProblem],
    };

    private static Operation Create => new(typeof(CreateLocationFunction), "Create a location", "Administrators alone.")
    {
        Body = RequestBody.Json<LocationRequest>(CatalogueSchemas.BodyOf(Sample, LocationsJson.Default.LocationView)),
        Answer = CatalogueSchemas.Tagged(201, "The location is created.", LocationsJson.Default.LocationView, Sample),
        Problems = [.. CatalogueSchemas.Creation, Samples.Invalid("time_zone", TimeFields.ZoneMessage)],
    };

    private static Operation Get => new(typeof(GetLocationFunction), "Get a location", "The location `default` is there from the beginning, in UTC.")
    {
        Parameters = [CatalogueSchemas.Id("location")],
        Answer = CatalogueSchemas.Tagged(200, "The location.", LocationsJson.Default.LocationView, Sample),
        Problems = [CatalogueSchemas.NotFound],
    };

    private static Operation Change => new(
        typeof(ChangeLocationFunction), "Change a location", "Administrators alone. Writes the whole of it; what is booked there keeps its times.")
    {
        Parameters = [CatalogueSchemas.Id("location"), CatalogueSchemas.IfMatch],
        Body = RequestBody.Json<LocationRequest>(CatalogueSchemas.BodyOf(Sample, LocationsJson.Default.LocationView)),
        Answer = CatalogueSchemas.Tagged(200, "The location as it is now.", LocationsJson.Default.LocationView, Sample),
        Problems = [.. CatalogueSchemas.Change, Samples.Invalid("time_zone", TimeFields.ZoneMessage)],
    };

    private static Operation History => new(
        typeof(GetLocationHistoryFunction), "Get a location's history", CatalogueSchemas.HistoryText)
    {
        Parameters = [CatalogueSchemas.Id("location"), .. CatalogueSchemas.Page],
        Answer = CatalogueSchemas.Listed("The history.", LocationsJson.Default.HistoryViewLocationView, CatalogueSchemas.HistoryOf(Sample)),
        Problems = [CatalogueSchemas.NotFound, CatalogueSchemas.PageProblem],
    };

    private static ViewDescription Shape => new("Location", LocationsJson.Default.LocationView, "Where appointments take place.")
    {
        Fields = new Dictionary<string, FieldDescription>
        {
            ["id"] = "The location's id.",
            ["name"] = "What people call it.",
            ["time_zone"] = "The IANA time zone that governs what stands there.",
            ["address"] = "Where it is.",
        },
    };

    private static ViewDescription ListShape => new("LocationList", LocationsJson.Default.LocationListView, "Locations by id.")
    {
        Fields = new Dictionary<string, FieldDescription>
        {
            ["locations"] = "The locations.",
            ["next_cursor"] = "Where to go on; null at the end, and where no `limit` was given.",
        },
    };
}
