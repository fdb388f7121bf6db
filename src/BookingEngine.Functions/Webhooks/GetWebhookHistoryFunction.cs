using BookingEngine.Functions.Catalogue;
using BookingEngine.Webhooks.Endpoints;

namespace BookingEngine.Functions.Webhooks;

public sealed class GetWebhookHistoryFunction(HttpEdge edge, CatalogueQueries<WebhookEndpoint> queries) : IHttpFunction
{
    public static string Name => "GetWebhookHistory";

    public static Policy Policy => WebhookOperations.Read;

    public static Operation Operation => new(
        OperationGroup.Webhooks, "Get a webhook's history",
        "Only administrators. Returns all versions, each with its time and its author: nobody if the system disabled it. Headers are named only.",
        new(StatusCodes.Status200OK, "The history.", WebhooksJson.Default.HistoryViewWebhookView, ("page", new HistoryView<WebhookView>(
            [new("created", "2030-05-01T09:12:44.5318Z", $"{Samples.User}", WebhookView.Example)], null))))
    {
        IdOf = WebhookOperations.Kind,
        Query = Operation.QueryOf<PageQuery>(),
        Problems = [WebhookOperations.Unknown, PageQuery.LimitProblem],
    };

    [Function("WebhooksHistory")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "webhooks/{id}/history")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<GetWebhookHistoryFunction>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id) => id == WebhookEndpoints.Kind.InitialId
        ? WebhookOperations.Unknown
        : await queries.HistoryAsync(call, id, WebhookView.Of, WebhooksJson.Default.HistoryEntryViewWebhookView);
}
