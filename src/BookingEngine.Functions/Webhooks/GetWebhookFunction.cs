using BookingEngine.Catalogue;
using BookingEngine.Webhooks.Endpoints;

namespace BookingEngine.Functions.Webhooks;

public sealed class GetWebhookFunction(HttpEdge edge, CatalogueReader<WebhookEndpoint> reader) : IHttpFunction
{
    public static string Name => "GetWebhook";

    public static Policy Policy => WebhookOperations.Read;

    public static Operation Operation => new(
        OperationGroup.Webhooks, "Get a webhook", "Only administrators. Secrets and the values of headers are never shown.",
        WebhookOperations.Shown("The endpoint."))
    {
        IdOf = WebhookOperations.Kind,
        Problems = [WebhookOperations.Unknown],
    };

    [Function("WebhooksGet")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "webhooks/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<GetWebhookFunction>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id) =>
        await reader.FindAsync(id, call.Cancellation) is { Value.Deleted: false } found ? WebhookOperations.Answer(call, found) : WebhookOperations.Unknown;
}
