using BookingEngine.Availability;
using BookingEngine.Bookings;
using BookingEngine.Functions.Availability;
using BookingEngine.Functions.Fields;
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
        Parameters = RequestShapes.QueryOf<AvailabilityQuery>(),
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
        Parameters = RequestShapes.QueryOf<NextAvailabilityQuery>(),
        Answer = new(200, "The next free starts, the earliest first.", AvailabilityJson.Default.NextAvailabilityView)
        {
            Examples = new Dictionary<string, object> { ["next"] = new NextAvailabilityView(Zone, [First, Second]) },
        },
        Problems = Refusals,
    };

    private static IReadOnlyList<Problem> Refusals =>
    [
        Problem.Of(BookingRefusals.UnknownService), Problem.Of(BookingRefusals.UnknownResource),
        Problem.Of(SlotRefusals.ServiceInactive), Problem.Of(SlotRefusals.ResourceInactive), Problem.Of(SlotRefusals.NotOffered),
        Problem.Of(SlotRefusals.QuantityOutOfRange), Samples.Invalid("time_zone", TimeFields.ZoneMessage),
    ];
}
