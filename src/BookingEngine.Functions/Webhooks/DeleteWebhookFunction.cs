using BookingEngine.Catalogue;
using BookingEngine.Functions.Catalogue;
using BookingEngine.Webhooks.Endpoints;

namespace BookingEngine.Functions.Webhooks;

public sealed class DeleteWebhookFunction(HttpEdge edge, EndWebhook handler) : IHttpFunction
{
    public static string Name => "DeleteWebhook";

    public static Policy Policy => WebhookOperations.Write;

    public static Operation Operation => new(
        OperationGroup.Webhooks, "Delete a webhook",
        "Only administrators. What waits for it is not sent. Its secrets are erased. Its history and its log stay, the log for 30 days.",
        Success.Empty("The endpoint is deleted."))
    {
        IdOf = WebhookOperations.Kind,
        NeedsIfMatch = true,
        Problems = [WebhookOperations.Unknown, EntityTags.Required, Problem.Of(CatalogueRefusals.Stale)],
    };

    [Function("WebhooksDelete")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "webhooks/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<DeleteWebhookFunction>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id) => EntityTags.Read(call.Request) is { } precondition
        ? (await handler.DeleteAsync(id, precondition, call.Command, call.Cancellation)).Answer(_ => Results.NoContent())
        : EntityTags.Required;
}
