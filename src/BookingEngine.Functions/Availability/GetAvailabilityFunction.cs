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
        var fields = new QueryFields(call.Request.Query, new FieldErrors());
        var query = new GetAvailability(fields.Wish(call), fields.RequiredEdge("from"), fields.RequiredEdge("to"), fields.Flag("explain"));
        if (fields.Errors.Problem is { } problem)
        {
            return problem;
        }

        var outcome = await handler.HandleAsync(query, call.Now, call.Cancellation);
        return outcome.IsRefused(out var refusal, out var found) ? Problem.Of(refusal) : Answer(found, query.Explain);
    }

    private static IResult Answer(FoundAvailability found, bool explained) => explained
        ? Results.Json(ExplainedAvailabilityView.Of(found), AvailabilityJson.Default.ExplainedAvailabilityView)
        : new AvailabilityAnswer(found);
}
