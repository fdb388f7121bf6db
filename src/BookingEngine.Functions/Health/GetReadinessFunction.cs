using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Requests;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Health;

public sealed class GetReadinessFunction(HttpEdge edge, Readiness readiness) : IHttpFunction
{
    public static string Name => "Ready";

    public static Policy Policy => Policy.Open;

    [Function("HealthReady")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health/ready")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<GetReadinessFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        return Results.Json(await readiness.AskAsync(call.Cancellation), HealthJson.Default.ReadyView);
    }
}
