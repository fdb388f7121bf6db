using System.Text.Json.Nodes;
using BookingEngine.Availability;
using BookingEngine.Bookings;
using BookingEngine.Functions.Availability;
using BookingEngine.Functions.Catalogue.Locations;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Slots;
using BookingEngine.Times;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>Which times are free.</summary>
public static class AvailabilityOperations
{
    private const string Zone = "Europe/Berlin";

    private static readonly SlotView
        First = new("2030-05-13T09:00:00+02:00", "2030-05-13T09:30:00+02:00", ["chair-1", "chair-2"], 2),
        Second = new("2030-05-13T09:30:00+02:00", "2030-05-13T10:00:00+02:00", ["chair-2"], 1);

    public static OperationGroup Group { get; } = new("Availability", "Which times are free.", [Find, Next], AvailabilitySchemas.Views);

    private static Operation Find => new(
        typeof(GetAvailabilityFunction), "Find free times",
        "Answers the starts in a range that can be booked at this moment: a slot is offered if and only if booking it now would succeed. Days "
        + "without any are left out. With `explain` each day also has the starts on its resources' grids that are refused, and why. "
        + $"A range covers at most {TimeRange.MaximumDays} days; one that ends where it begins has no days.")
    {
        Parameters =
        [
            .. Common, Edge("from", "Where the range begins.") with { IsNeeded = true }, Edge("to", "Where it ends, itself excluded.") with { IsNeeded = true },
            new("explain", "query", "Whether refused starts are answered, too.", CatalogueSchemas.Types("boolean")),
        ],
        Answer = new(200, "What is free, by date.", AvailabilityJson.Default.ExplainedAvailabilityView)
        {
            Examples = new Dictionary<string, object>
            {
                ["free"] = new AvailabilityView(Zone, [new("2030-05-13", [First, Second])]),
                ["explained"] = new ExplainedAvailabilityView(Zone, [new("2030-05-13", [First, Second], [new(Second.Start, "chair-1", "taken")])]),
                ["nothing"] = new AvailabilityView(Zone, []),
            },
        },
        Problems = [.. Refusals, Problem.Of(TimeRange.Reversed), Problem.Of(TimeRange.TooLong)],
    };

    private static Operation Next => new(
        typeof(GetNextAvailabilityFunction), "Find the next free times",
        $"Answers the first starts that can be booked at this moment. Looks at most {GetNextAvailabilityHandler.MaximumDays} days ahead of `from`, "
        + "and answers fewer, or none, where there are no more.")
    {
        Parameters =
        [
            .. Common, Edge("from", "Where to begin; now where it is absent or past."),
            new("count", "query", $"How many at most; {AvailabilityFields.DefaultCount} where absent.", CatalogueSchemas.Whole(1, AvailabilityFields.MaximumCount)),
        ],
        Answer = new(200, "The next free starts, the earliest first.", AvailabilityJson.Default.NextAvailabilityView)
        {
            Examples = new Dictionary<string, object> { ["next"] = new NextAvailabilityView(Zone, [First, Second]) },
        },
        Problems = Refusals,
    };

    private static IReadOnlyList<Parameter> Common =>
    [
        new("service_id", "query", "What is to be booked; `default` where absent.", CatalogueSchemas.Types("string")),
        new("resource_id", "query", "Who or what it is to take; any that gives the service where absent.", CatalogueSchemas.Types("string")),
        new("quantity", "query", "For how many places; 1 where absent. They must fit on one resource.", CatalogueSchemas.Whole(1, AvailabilityFields.MaximumQuantity)),
        new(
            "time_zone", "query",
            "The IANA time zone whose dates and offsets are meant. Where absent, that of the location of `resource_id`, or of the service's first "
            + "resource, also where others stand elsewhere. It never changes which slots exist.",
            CatalogueSchemas.Types("string")),
    ];

    private static IReadOnlyList<Problem> Refusals =>
    [
        Problem.Of(BookingRefusals.UnknownService), Problem.Of(BookingRefusals.UnknownResource),
        Problem.Of(SlotRefusals.ServiceInactive), Problem.Of(SlotRefusals.ResourceInactive), Problem.Of(SlotRefusals.NotOffered),
        Problem.Of(SlotRefusals.QuantityOutOfRange), Samples.Invalid("time_zone", LocationFields.ZoneMustBe),
    ];

    private static Parameter Edge(string name, string text) =>
        new(name, "query", $"{text} A date in `time_zone`, such as `2030-05-13`, or a time with its offset.", new JsonObject { ["type"] = "string", ["minLength"] = 1 });
}
