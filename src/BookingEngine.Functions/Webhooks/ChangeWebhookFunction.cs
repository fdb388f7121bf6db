using BookingEngine.Catalogue;
using BookingEngine.Functions.Catalogue;
using BookingEngine.Webhooks.Endpoints;

namespace BookingEngine.Functions.Webhooks;

public sealed class ChangeWebhookFunction(HttpEdge edge, ChangeWebhookHandler handler) : IHttpFunction
{
    public static string Name => "PutWebhook";

    public static Policy Policy => WebhookOperations.Write;

    public static Operation Operation => new(
        OperationGroup.Webhooks, "Change a webhook",
        "Only administrators. Replaces the whole endpoint apart from its secret. An absent field is reset. Made active again, it gets the events from now on.",
        WebhookOperations.Shown("The endpoint as it is now."))
    {
        IdOf = WebhookOperations.Kind,
        NeedsIfMatch = true,
        Body = WebhookOperations.Body,
        Problems = [WebhookOperations.Unknown, EntityTags.Required, Problem.Of(CatalogueRefusals.Stale), .. WebhookOperations.BodyProblems],
    };

    [Function("WebhooksChange")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "webhooks/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<ChangeWebhookFunction>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id)
    {
        if (EntityTags.Read(call.Request) is not { } precondition)
        {
            return EntityTags.Required;
        }

        var (request, problem) = await call.ReadBodyAsync<WebhookRequest>();
        if (request is null)
        {
            return problem!;
        }

        var outcome = await handler.HandleAsync(new ChangeWebhook(id, request.Fields, precondition), call.Command, call.Cancellation);
        return outcome.Answer(changed => WebhookOperations.Answer(call, changed));
    }
}
