using BookingEngine.Functions.Http.Operations;
using BookingEngine.Functions.Webhooks.Events;
using BookingEngine.Webhooks.Endpoints;
using Microsoft.OpenApi;

namespace BookingEngine.OpenApi;

/// <summary>Writes the requests that the tenant's endpoints get.</summary>
internal sealed class WebhookWriter(OpenApiDocument document, ViewSchemas views)
{
    private const string Description = """
        Sent as a POST to each endpoint that asks for it. The headers `webhook-id`, `webhook-timestamp` and `webhook-signature` are those of
        Standard Webhooks 1.0.0: verify them with the endpoint's secret. Answer 2xx within 15 seconds, and work later. Anything else is tried again: after 5
        seconds, 5 and 30 minutes, 2, 5, 10, 14, 20 and 24 hours. 410 disables the endpoint, and so do five days without a success. An event may come twice:
        its `id` is the same then. Events about one thing come in order: one that fails holds back the later ones about the same thing, never others.
        """;

    public Dictionary<string, IOpenApiPathItem> Write() => WebhookEventTypes.All.ToDictionary(
        type => type.Name,
        IOpenApiPathItem (type) => new OpenApiPathItem { Operations = new() { [HttpMethod.Post] = OperationOf(type) } });

    private OpenApiOperation OperationOf(WebhookEventType type) => new()
    {
        OperationId = $"on{string.Concat(type.Name.Split('.', '_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))}",
        Tags = new HashSet<OpenApiTagReference> { new(OperationGroup.Webhooks.Name, document) },
        Summary = type.Description,
        Description = Description,
        Security = [],
        RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, IOpenApiMediaType>
            {
                ["application/json"] = new OpenApiMediaType { Schema = SchemaOf(type), Example = ViewJson.Write(EventSamples.Of(type)) },
            },
        },
        Responses = new OpenApiResponses
        {
            ["2XX"] = new OpenApiResponse { Description = "The event arrived." },
            ["410"] = new OpenApiResponse { Description = "The endpoint wants no more events, and is disabled." },
        },
    };

    private OpenApiSchema SchemaOf(WebhookEventType type) => new()
    {
        AllOf =
        [
            views.RefTo(typeof(EventView)),
            new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Properties = new Dictionary<string, IOpenApiSchema> { ["data"] = views.RefTo(EventSamples.ViewOf(type.Schema)) },
            },
        ],
    };
}
