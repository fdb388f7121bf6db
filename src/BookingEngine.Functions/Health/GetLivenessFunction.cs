namespace BookingEngine.Functions.Health;

public sealed class GetLivenessFunction(HttpEdge edge) : IHttpFunction
{
    public static string Name => "Live";

    public static Policy Policy => Policy.Open;

    public static Operation Operation => new(
        OperationGroup.Health, "Check that the process runs", "Does not read the store.",
        new(StatusCodes.Status200OK, "The process runs.", HealthJson.Default.LiveView, ("live", new LiveView("live"))));

    [Function("HealthLive")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health/live")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<GetLivenessFunction>(request, context, _ => Task.FromResult(Results.Json(new LiveView("live"), HealthJson.Default.LiveView)));
}
