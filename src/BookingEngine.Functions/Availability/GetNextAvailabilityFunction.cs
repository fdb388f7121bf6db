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
        var fields = new QueryFields(call.Request.Query, new FieldErrors());
        var count = fields.Whole("count", 1, AvailabilityFields.MaximumCount) ?? AvailabilityFields.DefaultCount;
        var query = new GetNextAvailability(fields.Wish(call), fields.Edge("from"), count);
        if (fields.Errors.Problem is { } problem)
        {
            return problem;
        }

        var outcome = await handler.HandleAsync(query, call.Now, call.Cancellation);
        return outcome.IsRefused(out var refusal, out var found)
            ? Problem.Of(refusal)
            : Results.Json(NextAvailabilityView.Of(found), AvailabilityJson.Default.NextAvailabilityView);
    }
}
