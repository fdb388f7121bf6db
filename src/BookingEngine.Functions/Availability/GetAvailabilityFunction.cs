using BookingEngine.Availability;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.RateLimiting;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Availability;

public sealed class GetAvailabilityFunction(HttpEdge edge, GetAvailabilityHandler handler) : IHttpFunction
{
    public static string Name => "FindAvailability";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

    [Function("AvailabilityFind")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "availability")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<GetAvailabilityFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (query, problem) = call.ReadQuery<AvailabilityQuery>();
        return query is null ? problem! : await handler
            .HandleAsync(new GetAvailability(query.Terms.For(call.Caller), query.From, query.To, query.Explain), call.Now, call.Cancellation)
            .AnswerAsync(found => Answer(found, query.Explain));
    }

    private static IResult Answer(FoundAvailability found, bool isExplained) => isExplained
        ? Results.Json(ExplainedAvailabilityView.Of(found), AvailabilityJson.Default.ExplainedAvailabilityView)
        : new AvailabilityAnswer(found);
}
