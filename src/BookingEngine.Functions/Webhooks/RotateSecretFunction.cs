using BookingEngine.Times;
using BookingEngine.Webhooks.Endpoints;
using NodaTime;

namespace BookingEngine.Functions.Webhooks;

public sealed class RotateSecretFunction(HttpEdge edge, RotateSecretHandler handler) : IHttpFunction
{
    public static string Name => "RotateWebhookSecret";

    public static Policy Policy { get; } = WebhookOperations.Write with { IdempotencyScope = "RotateWebhookSecret" };

    public static Operation Operation => new(
        OperationGroup.Webhooks, "Rotate a webhook's secret",
        "Only administrators. The answer shows the new secret, once. For `overlap_hours` each event has two signatures. A retry is signed with what is valid then.",
        new(StatusCodes.Status200OK, "The new secret.", WebhooksJson.Default.RotatedSecretView,
            ("secret", new RotatedSecretView("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDmR4VHvBQ8pY=", "2030-05-02T09:12:44.5318Z"))))
    {
        IdOf = WebhookOperations.Kind,
        Body = RequestBody.Json<RotateSecretRequest>(new() { ["overlap_hours"] = 24 }) with { IsRequired = false },
        Problems = [WebhookOperations.Unknown, RequestProblems.InvalidField("overlap_hours", "must be a whole number from 0 to 24")],
    };

    [Function("WebhooksRotateSecret")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhooks/{id}/rotate-secret")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<RotateSecretFunction>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id)
    {
        var (request, problem) = await call.ReadOptionalBodyAsync<RotateSecretRequest>();
        if (request is null)
        {
            return problem!;
        }

        var outcome = await handler.HandleAsync(new RotateSecret(id, Duration.FromHours(request.OverlapHours)), call.Command, call.Cancellation);
        return outcome.Answer(rotated => Results.Json(
            new RotatedSecretView(rotated.Secret, Rfc3339.Format(rotated.PreviousUntil)), WebhooksJson.Default.RotatedSecretView));
    }
}
