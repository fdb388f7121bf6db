using BookingEngine.Availability;
using BookingEngine.Slots;
using BookingEngine.Times;

namespace BookingEngine.Functions.Availability;

public sealed class GetAvailabilityFunction(HttpEdge edge, GetAvailabilityHandler handler) : IHttpFunction
{
    public static string Name => "FindAvailability";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

    public static Operation Operation => new(
        OperationGroup.Availability, "Find free times",
        "Returns the starts in a range that can be booked now. A slot is offered if and only if booking it now would succeed. Days without slots "
        + "are omitted. With `explain`, each day also has the refused starts on its resources' grids, with the reason. "
        + $"A range covers at most {TimeRange.MaximumDays} days, and at most {SearchSize.Maximum} starts on the grids of all resources together. If its "
        + "start and its end are equal, it has no days.",
        new(
            StatusCodes.Status200OK, "The free times by date.", AvailabilityJson.Default.ExplainedAvailabilityView,
            ("free", new AvailabilityView(Zone, [new("2030-05-13", [SlotView.First, SlotView.Second])])),
            ("explained", new ExplainedAvailabilityView(
                Zone, [new("2030-05-13", [SlotView.First, SlotView.Second], [new(SlotView.Second.Start, "chair-1", "taken")])])),
            ("nothing", new AvailabilityView(Zone, []))))
    {
        Query = Operation.QueryOf<AvailabilityQuery>(),
        Problems = [.. AvailabilityTerms.Problems, Problem.Of(TimeRange.Reversed), Problem.Of(TimeRange.TooLong), Problem.Of(SearchSize.TooLarge)],
    };

    private const string Zone = "Europe/Berlin";

    [Function("AvailabilityFind")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "availability")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<GetAvailabilityFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (query, problem) = call.ReadQuery<AvailabilityQuery>();
        return query is null ? problem! : await handler
            .HandleAsync(new GetAvailability(query.Terms.For(call.Caller), query.From, query.To, query.Explain), call.Now, call.Cancellation)
            .AnswerAsync(found => new AvailabilityAnswer(found, query.Explain));
    }
}
