using BookingEngine.Functions.Catalogue;
using BookingEngine.Webhooks.Endpoints;

namespace BookingEngine.Functions.Webhooks;

public sealed class CreateWebhookFunction(HttpEdge edge, CreateWebhookHandler handler) : IHttpFunction
{
    public static string Name => "PostWebhook";

    public static Policy Policy { get; } = WebhookOperations.Write with { IdempotencyScope = "PostWebhook" };

    public static Operation Operation => new(
        OperationGroup.Webhooks, "Create a webhook",
        "Only administrators. At most 50. It gets the events from now on, each as a signed POST (Standard Webhooks). The answer shows the secret, once.",
        Success.Created(
            "The endpoint is created.", WebhooksJson.Default.WebhookView,
            ("webhook", WebhookView.Example with { Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwKsDV5E5Y7Zc=" })) with
        { Headers = ["ETag", "Location"] })
    {
        Body = WebhookOperations.Body,
        Problems = [.. WebhookOperations.BodyProblems, Problem.Of(WebhookRefusals.TooMany)],
    };

    [Function("WebhooksCreate")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhooks")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<CreateWebhookFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (request, problem) = await call.ReadBodyAsync<WebhookRequest>();
        if (request is null)
        {
            return problem!;
        }

        var outcome = await handler.HandleAsync(request.Fields, call.Command, call.Cancellation);
        return outcome.Answer(created =>
        {
            EntityTags.Set(call, created.Definition);
            var view = WebhookView.Of(created.Definition.Value!) with { Secret = created.Secret };
            return new CreatedAnswer<WebhookView>($"/webhooks/{view.Id}", view, WebhooksJson.Default.WebhookView);
        });
    }
}
