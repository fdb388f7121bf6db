namespace BookingEngine.Functions.Health;

public sealed class GetReadinessFunction(HttpEdge edge, Readiness readiness) : IHttpFunction
{
    public static string Name => "Ready";

    public static Policy Policy => Policy.Open;

    public static Operation Operation => new(
        OperationGroup.Health, "Check that requests can be served", "Reads the store, at most once a second. Lag does not make it unready.",
        new(
            StatusCodes.Status200OK, "Requests can be served.", HealthJson.Default.ReadyView, ("ready", new ReadyView("ready", new LagView(0, 0), 0, "2026b")),
            ("lagging", new ReadyView("ready", new LagView(3, 1.25), 0, "2026b"))))
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
