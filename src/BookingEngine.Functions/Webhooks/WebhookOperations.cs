using System.Text.Json.Nodes;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Catalogue;
using BookingEngine.Users;
using BookingEngine.Webhooks.Endpoints;

namespace BookingEngine.Functions.Webhooks;

internal static class WebhookOperations
{
    public const string Kind = "webhook";

    public static Policy Read { get; } = Policy.SignedIn(RateLimitName.Read, Role.Admin);

    public static Policy Write { get; } = Policy.SignedIn(RateLimitName.Write, Role.Admin);

    public static Problem Unknown => Problem.Of(CatalogueRefusals.NotFound);

    public static RequestBody Body => RequestBody.Json<WebhookRequest>(new()
    {
        ["url"] = WebhookView.Example.Url,
        ["events"] = new JsonArray("booking.*"),
        ["description"] = WebhookView.Example.Description,
        ["headers"] = new JsonObject { ["Authorization"] = "Bearer 5up3r" },
    });

    public static IReadOnlyList<Problem> BodyProblems =>
    [
        Problem.Of(WebhookRefusals.AddressRefused), Problem.Of(WebhookRefusals.UnknownEvent("booking.maid")), Problem.Of(WebhookRefusals.HeaderUnknown),
        Problem.Of(CatalogueRefusals.TooLarge), RequestProblems.InvalidField("events", "must name at least one event"),
    ];

    public static Success Shown(string description) =>
        new(StatusCodes.Status200OK, description, WebhooksJson.Default.WebhookView, ("webhook", WebhookView.Example)) { Headers = ["ETag"] };

    public static IResult Answer(ApiCall call, Definition<WebhookEndpoint> definition)
    {
        EntityTags.Set(call, definition);
        return Results.Json(WebhookView.Of(definition.Value!), WebhooksJson.Default.WebhookView);
    }
}
