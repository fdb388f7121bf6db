using System.Text.Json.Nodes;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Resources;
using BookingEngine.Functions.Catalogue.Resources;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Hours;
using NodaTime;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>What is booked.</summary>
public static class ResourceOperations
{
    private static readonly BookedTimeView Booked = new(Samples.Booking.Id, Samples.Booking.Slot, Samples.Booking.End);
    private static readonly string[][] Day = [["09:00", "12:00"], ["13:00", "17:00"]];

    private static readonly ResourceView Sample = new(
        "chair-1", "Chair 1", "chair", "mitte", 1, new WeeklyHoursView(Day, Day, Day, Day, Day, [], []),
        [new HoursOverrideView("2030-12-24", [["09:00", "12:00"]])], [new TimeOffView("2030-07-01T00:00:00Z", "2030-07-15T00:00:00Z", "Holidays")], true);

    public static OperationGroup Group { get; } = new(
        "Resources", "What is booked: a person, a room, a device.", [List, Create, Get, Change, History],
        [
            .. ResourceSchemas.Views,
            .. CatalogueSchemas.HistoryShapes("Resource", ResourcesJson.Default.HistoryViewResourceView, ResourcesJson.Default.HistoryEntryViewResourceView),
        ]);

    private static JsonObject Body => CatalogueSchemas.BodyOf(Sample, ResourcesJson.Default.ResourceView);

    private static Operation List => new(typeof(ListResourcesFunction), "List resources", CatalogueSchemas.ListText)
    {
        Parameters = CatalogueSchemas.Page,
        Answer = CatalogueSchemas.Listed("The resources.", ResourcesJson.Default.ResourceListView, new ResourceListView([Sample], null)),
        Problems = [CatalogueSchemas.PageProblem],
    };

    private static Operation Create => new(
        typeof(CreateResourceFunction), "Create a resource",
        "Administrators alone. Hours are what the clock on the wall says at the location; an interval that ends before it starts ends on the day after.")
    {
        Body = RequestBody.Json<ResourceRequest>(Body),
        Answer = CatalogueSchemas.Tagged(201, "The resource is created.", ResourcesJson.Default.ResourceView, Sample),
        Problems = [.. CatalogueSchemas.Creation, .. Invalid],
    };

    private static Operation Get => new(
        typeof(GetResourceFunction), "Get a resource", "The resource `default` is there from the beginning, open round the clock. Customers see it while it is active.")
    {
        Parameters = [CatalogueSchemas.Id("resource")],
        Answer = CatalogueSchemas.Tagged(200, "The resource.", ResourcesJson.Default.ResourceView, Sample),
        Problems = [CatalogueSchemas.NotFound],
    };

    private static Operation Change => new(
        typeof(ChangeResourceFunction), "Change or retire a resource",
        "Administrators alone. Writes the whole of it. What is booked stays; the answer's `conflicts` are the bookings that its time off lies over, the "
        + "first 100. With `active` false it is retired, unless it has bookings ahead: with `move_to` those are moved "
        + "to another resource first, each at its time, 100 at once; what cannot be moved is listed.")
    {
        Parameters = [CatalogueSchemas.Id("resource"), CatalogueSchemas.IfMatch, .. RequestShapes.QueryOf<ChangeResourceQuery>()],
        Body = RequestBody.Json<ResourceRequest>(Body),
        Answer = CatalogueSchemas.Tagged(200, "The resource as it is now.", ResourcesJson.Default.ResourceView, Sample with { Conflicts = [Booked] }),
        Problems =
        [
            .. CatalogueSchemas.Change, .. Invalid,
            Problem.Of(ChangeResourceHandler.HasBookings(
                [new BookingSpan(new BookingId(Booked.Id), Instant.FromUtc(2030, 5, 13, 14, 30), Instant.FromUtc(2030, 5, 13, 15, 0))])),
        ],
    };

    private static Operation History => new(typeof(GetResourceHistoryFunction), "Get a resource's history", CatalogueSchemas.HistoryText)
    {
        Parameters = [CatalogueSchemas.Id("resource"), .. CatalogueSchemas.Page],
        Answer = CatalogueSchemas.Listed("The history.", ResourcesJson.Default.HistoryViewResourceView, CatalogueSchemas.HistoryOf(Sample)),
        Problems = [CatalogueSchemas.NotFound, CatalogueSchemas.PageProblem],
    };

    private static IReadOnlyList<Problem> Invalid =>
    [
        Problem.Of(CatalogueRefusals.UnknownLocation(new LocationId("mitte"))), Samples.Invalid("weekly_hours.monday[1]", OpeningHoursRules.Overlaps),
    ];
}
