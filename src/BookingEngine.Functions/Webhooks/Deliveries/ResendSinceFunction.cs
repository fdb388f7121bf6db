using BookingEngine.Webhooks.Deliveries;
using BookingEngine.Webhooks.Endpoints;

namespace BookingEngine.Functions.Webhooks.Deliveries;

public sealed class ResendSinceFunction(HttpEdge edge, ResendWebhooks handler) : IHttpFunction
{
    public static string Name => "ResendWebhook";

    public static Policy Policy => WebhookOperations.Write;

    public static Operation Operation => new(
        OperationGroup.Webhooks, "Resend a webhook's deliveries",
        "Only administrators. Sends again what was queued since an instant, as far as the log goes back, spread over some time. For what is older, read `/events`.",
        new(StatusCodes.Status202Accepted, "They are queued.", DeliveriesJson.Default.ResentDeliveriesView, ("resent", new ResentDeliveriesView(12))))
    {
        IdOf = WebhookOperations.Kind,
        Query = Operation.QueryOf<ResendQuery>(),
        Problems = [WebhookOperations.Unknown, Problem.Of(WebhookRefusals.Inactive), RequestProblems.InvalidField("since", "is required")],
    };

    [Function("WebhooksResend")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhooks/{id}/resend")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<ResendSinceFunction>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id)
    {
        var (query, errors, _) = call.ReadQuery<ResendQuery>();
        return errors.Problem ?? (await handler.ResendSinceAsync(id, query!.Since!.Value, query.State, call.Cancellation)).Answer(count => Results.Json(
            new ResentDeliveriesView(count), DeliveriesJson.Default.ResentDeliveriesView, statusCode: StatusCodes.Status202Accepted));
    }
}
