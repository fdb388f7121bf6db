using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.EmptyApp;

/// <summary>Answers what the engine's own health check answers.</summary>
public sealed class LiveFunction
{
    [Function("HealthLive")]
    public static Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/live")] HttpRequest request) =>
        request.HttpContext.Response.WriteAsJsonAsync(new Dictionary<string, string> { ["status"] = "ok" });
}
