namespace BookingEngine.Functions.Health;

public sealed class GetReadinessFunction(HttpEdge edge, Readiness readiness) : IHttpFunction
{
    public static string Name => "Ready";

    public static Policy Policy => Policy.Open;

    public static Operation Operation => new(
        OperationGroup.Health, "Check that requests can be served", "Makes one read of the store, at most once a second. The lag is what the last sweep measured, and does not make it unready.",
        new(
            StatusCodes.Status200OK, "Requests can be served.", HealthJson.Default.ReadyView, ("ready", new ReadyView("ready", new LagView(0, 0), 0, "2026b") { MeasuredAt = "2030-01-01T12:00:00Z" }),
            ("lagging", new ReadyView("ready", new LagView(3, 1.25), 0, "2026b") { MeasuredAt = "2030-01-01T12:00:00Z" })))
    {
        Problems = [Problems.Unavailable],
    };

    [Function("HealthReady")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health/ready")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<GetReadinessFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        return Results.Json(await readiness.AskAsync(call.Cancellation), HealthJson.Default.ReadyView);
    }
}
