using BookingEngine.Webhooks.Endpoints;
using BookingEngine.Webhooks.Payloads;

namespace BookingEngine.Functions.Webhooks.Deliveries;

public sealed class TestWebhookFunction(HttpEdge edge, EndWebhook handler) : IHttpFunction
{
    public static string Name => "TestWebhook";

    public static Policy Policy { get; } = WebhookOperations.Write with { IdempotencyScope = "TestWebhook" };

    public static Operation Operation => new(
        OperationGroup.Webhooks, "Test a webhook",
        "Only administrators. Sends `webhook.test` to this endpoint, whatever events it asks for. It is sent as all events are: look it up in the deliveries.",
        new(StatusCodes.Status202Accepted, "The test is queued.", DeliveriesJson.Default.QueuedDeliveryView, ("queued", QueuedDeliveryView.Example)))
    {
        IdOf = WebhookOperations.Kind,
        Problems = [WebhookOperations.Unknown, Problem.Of(WebhookRefusals.Inactive)],
    };

    [Function("WebhooksTest")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhooks/{id}/test")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<TestWebhookFunction>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id) => (await handler.TestAsync(id, call.Command, call.Cancellation)).Answer(recorded =>
        QueuedDeliveryView.Answer(PayloadPlace.IdOf(recorded.Stream, recorded.Version, 0)));
}
