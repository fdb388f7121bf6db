using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Health;

public sealed class GetLivenessFunction(HttpEdge edge) : IHttpFunction
{
    public static string Name => "Live";

    public static Policy Policy => Policy.Open;

    [Function("HealthLive")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health/live")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<GetLivenessFunction>(request, context, _ => Task.FromResult(Results.Json(new LiveView("live"), HealthJson.Default.LiveView)));
}
