using BookingEngine.Catalogue;
using BookingEngine.Webhooks.Endpoints;

namespace BookingEngine.Functions.Webhooks;

public sealed class ListWebhooksFunction(HttpEdge edge, CatalogueReader<WebhookEndpoint> reader) : IHttpFunction
{
    public static string Name => "ListWebhooks";

    public static Policy Policy => WebhookOperations.Read;

    public static Operation Operation => new(
        OperationGroup.Webhooks, "List webhooks", "Only administrators.",
        new(StatusCodes.Status200OK, "The endpoints.", WebhooksJson.Default.WebhookListView, ("webhooks", new WebhookListView([WebhookView.Example]))));

    [Function("WebhooksList")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "webhooks")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ListWebhooksFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (all, _) = await reader.ListAsync(after: null, limit: null, includeRetired: false, call.Cancellation);
        return Results.Json(new WebhookListView([.. all.Select(WebhookView.Of)]), WebhooksJson.Default.WebhookListView);
    }
}
