using BookingEngine.Availability;
using BookingEngine.Slots;

namespace BookingEngine.Functions.Availability;

public sealed class GetNextAvailabilityFunction(HttpEdge edge, GetNextAvailabilityHandler handler) : IHttpFunction
{
    public static string Name => "FindNextAvailability";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

    public static Operation Operation => new(
        OperationGroup.Availability, "Find the next free times",
        $"Returns the first starts that can be booked now. The search covers {GetNextAvailabilityHandler.MaximumDays} days after `from`. "
        + $"If they have too few starts, the answer has fewer, or none; also if the first {SlotSearch.MaximumExamined} starts of all resources have too few.",
        new(
            StatusCodes.Status200OK, "The next free starts, the earliest first.", AvailabilityJson.Default.NextAvailabilityView,
            ("next", new NextAvailabilityView("Europe/Berlin", [SlotView.First, SlotView.Second]))))
    {
        Query = Operation.QueryOf<NextAvailabilityQuery>(),
        Problems = AvailabilityTerms.Problems,
    };

    [Function("AvailabilityNext")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "availability/next")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<GetNextAvailabilityFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (query, problem) = call.ReadQuery<NextAvailabilityQuery>();
        return query is null ? problem! : await handler
            .HandleAsync(new GetNextAvailability(query.Terms.For(call.Caller), query.From, query.Count), call.Now, call.Cancellation)
            .AnswerAsync(NextAvailabilityView.Of, AvailabilityJson.Default.NextAvailabilityView);
    }
}
