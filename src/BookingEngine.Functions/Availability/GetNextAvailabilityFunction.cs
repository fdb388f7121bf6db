using BookingEngine.Availability;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.RateLimiting;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Availability;

public sealed class GetNextAvailabilityFunction(HttpEdge edge, GetNextAvailabilityHandler handler) : IHttpFunction
{
    public static string Name => "FindNextAvailability";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

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
