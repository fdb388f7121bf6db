using BookingEngine.Functions.Http.Requests.Shapes;
using BookingEngine.Webhooks.Deliveries;
using BookingEngine.Webhooks.Endpoints;

namespace BookingEngine.Functions.Webhooks.Deliveries;

public sealed class ResendDeliveryFunction(HttpEdge edge, ResendWebhooks handler) : IHttpFunction
{
    public static string Name => "ResendWebhookDelivery";

    public static Policy Policy => WebhookOperations.Write;

    public static Operation Operation => new(
        OperationGroup.Webhooks, "Resend a delivery",
        "Only administrators. The payload has the same id and the same `sequence`, and is outside the order. One that still waits is sent once, as planned.",
        new(StatusCodes.Status202Accepted, "It is queued.", DeliveriesJson.Default.QueuedDeliveryView, ("queued", QueuedDeliveryView.Example)))
    {
        IdOf = WebhookOperations.Kind,
        PathValues = [new FieldShape("delivery", "The payload's id.", IsRequired: true, ValueShape.Text)],
        Problems = [WebhookOperations.Unknown, Problem.Of(WebhookRefusals.Inactive)],
    };

    [Function("WebhooksResendDelivery")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhooks/{id}/deliveries/{delivery}/resend")] HttpRequest request, string id, string delivery,
        FunctionContext context) => edge.RunAsync<ResendDeliveryFunction>(request, context, call => AnswerAsync(call, id, delivery));

    private async Task<IResult> AnswerAsync(ApiCall call, string id, string delivery) =>
        (await handler.ResendAsync(id, delivery, call.Cancellation)).Answer(queued => QueuedDeliveryView.Answer(queued.Id));
}
