using System.Globalization;
using BookingEngine.Catalogue;
using BookingEngine.Webhooks.Deliveries;
using BookingEngine.Webhooks.Endpoints;
using NodaTime;

namespace BookingEngine.Functions.Webhooks.Deliveries;

/// <summary>The log of an endpoint.</summary>
public sealed class ListDeliveriesFunction(
    HttpEdge edge, CatalogueReader<WebhookEndpoint> reader, IWebhookDeliveries deliveries, WebhookAnswerTexts answers, Cursor cursors) : IHttpFunction
{
    private const int PageSize = 50;

    public static string Name => "ListWebhookDeliveries";

    public static Policy Policy => WebhookOperations.Read;

    public static Operation Operation => new(
        OperationGroup.Webhooks, "List a webhook's deliveries",
        "Only administrators. The newest first, 50 at a time if `limit` is omitted. They are kept for 30 days, also after the endpoint was deleted. Answers of the "
        + "receiver are text, whatever they contain.",
        new(StatusCodes.Status200OK, "The deliveries.", DeliveriesJson.Default.DeliveryListView,
            ("deliveries", new DeliveryListView([DeliveryView.Example], Samples.Cursor))))
    {
        IdOf = WebhookOperations.Kind,
        Query = Operation.QueryOf<ListDeliveriesQuery>(),
        Problems = [WebhookOperations.Unknown, PageQuery.LimitProblem],
    };

    [Function("WebhooksDeliveries")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "webhooks/{id}/deliveries")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<ListDeliveriesFunction>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id)
    {
        var (query, errors, _) = call.ReadQuery<ListDeliveriesQuery>();
        var list = $"deliveries of {id} {query!.Filter}";
        var after = query.Page.After(cursors, list, errors);
        if (errors.Problem is { } problem)
        {
            return problem;
        }

        if (id == WebhookEndpoints.Kind.InitialId || await reader.FindAsync(id, call.Cancellation) is null)
        {
            return WebhookOperations.Unknown;
        }

        var limit = query.Page.Limit ?? PageSize;
        var found = await deliveries.ListAsync(id, query.Filter, after is null ? null : PlaceOf(after), limit + 1, call.Cancellation);
        var next = found.Count > limit ? cursors.Write(list, SortKeyOf(found[limit - 1])) : null;
        var shown = await answers.DecryptAsync([.. found.Take(limit)], call.Cancellation);
        return Results.Json(new DeliveryListView([.. shown.Select(DeliveryView.Of)], next), DeliveriesJson.Default.DeliveryListView);
    }

    private static string SortKeyOf(WebhookDelivery delivery) =>
        string.Create(CultureInfo.InvariantCulture, $"{delivery.CreatedAt.ToUnixTimeTicks()}/{delivery.Id}");

    private static WebhookLogPlace PlaceOf(string sortKey) => sortKey.Split('/', 2) is [var ticks, var id]
        ? new(Instant.FromUnixTimeTicks(long.Parse(ticks, CultureInfo.InvariantCulture)), id)
        : throw new FormatException("A cursor of deliveries has a time and an id.");
}
