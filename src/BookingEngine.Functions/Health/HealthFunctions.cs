using BookingEngine.Functions.Http;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Health;

public sealed class Live(HttpEdge edge) : IHttpFunction
{
    public static Policy Policy => Policy.Open;

    [Function("HealthLive")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health/live")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<Live>(request, context, _ => Task.FromResult(Results.Json(new LiveView("live"), HealthJson.Default.LiveView)));
}

public sealed class Ready(HttpEdge edge, Readiness readiness) : IHttpFunction
{
    public static Policy Policy => Policy.Open;

    [Function("HealthReady")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health/ready")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<Ready>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        return Results.Json(await readiness.AskAsync(call.Cancellation), HealthJson.Default.ReadyView);
    }
}

public sealed record LiveView(string Status);

/// <param name="ZoneData">The release of the IANA time-zone data in use.</param>
public sealed record ReadyView(string Status, LagView Lag, int PoisonMessages, string ZoneData);

/// <param name="Streams">Streams that read models have not caught up with.</param>
/// <param name="Seconds">Since when the oldest of them has been waiting.</param>
public sealed record LagView(int Streams, double Seconds);
