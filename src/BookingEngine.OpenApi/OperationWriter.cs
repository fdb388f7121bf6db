using System.Globalization;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Idempotency;
using BookingEngine.Functions.Http.Operations;
using BookingEngine.Functions.Http.Requests.Shapes;
using BookingEngine.RateLimiting;
using Microsoft.OpenApi;
using NodaTime;

namespace BookingEngine.OpenApi;

/// <summary>Writes one operation from a function's code and its description.</summary>
internal sealed class OperationWriter(OpenApiDocument document, ViewSchemas views)
{
    public const string KeyScheme = "apiKey", TokenScheme = "bearerToken";

    private static readonly FieldShape
        IfMatch = new(
            "If-Match", "The `ETag` of the object as you read it, such as `\"3\"`. It may also be several, separated by commas, or `*` for any version.",
            IsRequired: true, ValueShape.Text),
        IdempotencyKey = new(
            IdempotencyGate.Header,
            "A text of your choice, such as a new UUID. It makes it safe to send this request again if its answer was lost. For 24 hours, the same "
            + "request with the same key gets the same answer, and nothing is done twice. This applies to successes and to refusals by a rule. "
            + "After any other error, you can send the request again with the same key.",
            IsRequired: false, ValueShape.Text with { MinLength = 1, MaxLength = IdempotencyGate.MaximumKeyLength, Pattern = "^[ -~]+$" });

    public OpenApiOperation Write(DocumentedFunction function)
    {
        var (operation, policy) = (function.Operation, function.Policy);
        var written = new OpenApiOperation
        {
            OperationId = function.Id,
            Tags = new HashSet<OpenApiTagReference> { new(operation.Group.Name, document) },
            Summary = operation.Summary,
            Description = operation.Description + LimitText(policy),
            Security = SecurityOf(policy),
            Parameters = [.. ParametersOf(operation, policy)],
            RequestBody = operation.Body is { } body ? BodyOf(body) : null,
            Responses = new OpenApiResponses { [operation.Success.Status.ToString(CultureInfo.InvariantCulture)] = SuccessOf(operation, policy) },
        };
        if (operation.Success.AlsoStatus is { } also)
        {
            written.Responses[also.ToString(CultureInfo.InvariantCulture)] = SuccessOf(operation, policy);
        }

        foreach (var (status, response) in new ProblemResponses(document).Of(function.Problems))
        {
            written.Responses[status] = response;
        }

        return written;
    }

    private static string LimitText(Policy policy) => policy.Limit is { } limit && RateLimitRule.Defaults[limit] is var rule
        ? $" At most {rule.Quota} requests {(rule.Window == Duration.FromHours(1) ? "an hour" : "a minute")} from one address, "
            + "unless the deployment sets another limit."
        : "";

    private List<OpenApiSecurityRequirement> SecurityOf(Policy policy)
    {
        var requirement = new OpenApiSecurityRequirement();
        if (policy.NeedsKey)
        {
            requirement[new OpenApiSecuritySchemeReference(KeyScheme, document)] = [];
        }

        if (policy.NeedsToken)
        {
            requirement[new OpenApiSecuritySchemeReference(TokenScheme, document)] = [];
        }

        return requirement.Count == 0 ? [] : policy.TakesToken ? [requirement, WithToken(requirement)] : [requirement];
    }

    private OpenApiSecurityRequirement WithToken(OpenApiSecurityRequirement requirement)
    {
        var signedIn = new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(TokenScheme, document)] = [] };
        foreach (var (scheme, scopes) in requirement)
        {
            signedIn[scheme] = scopes;
        }

        return signedIn;
    }

    private static IEnumerable<IOpenApiParameter> ParametersOf(Operation operation, Policy policy) =>
    [
        .. operation.IdOf is { } kind
            ? new[] { Parameter(ParameterLocation.Path, new("id", $"The id of the {kind}.", IsRequired: true, ValueShape.Text)) }
            : [],
        .. operation.PathValues.Select(field => Parameter(ParameterLocation.Path, field)),
        .. operation.NeedsIfMatch ? new[] { Parameter(ParameterLocation.Header, IfMatch) } : [],
        .. operation.Query.Select(field => Parameter(ParameterLocation.Query, field)),
        .. policy.IdempotencyScope is not null ? new[] { Parameter(ParameterLocation.Header, IdempotencyKey) } : [],
    ];

    private static OpenApiParameter Parameter(ParameterLocation place, FieldShape field) => new()
    {
        Name = field.Name,
        In = place,
        Description = field.Description,
        Required = field.IsRequired,
        Schema = RequestSchemas.Of(field.Value),
    };

    private static OpenApiRequestBody BodyOf(RequestBody body) => new()
    {
        Required = body.IsRequired,
        Content = new Dictionary<string, IOpenApiMediaType>
        {
            [body.MediaType] = body.Fields.Count == 0
                ? new OpenApiMediaType()
                : new OpenApiMediaType { Schema = RequestSchemas.Of(body.Fields), Example = body.Example },
        },
    };

    private OpenApiResponse SuccessOf(Operation operation, Policy policy)
    {
        var success = operation.Success;
        var content = new Dictionary<string, IOpenApiMediaType>();
        if (success.View is { } view)
        {
            content["application/json"] = new OpenApiMediaType
            {
                Schema = views.RefTo(view.Type),
                Examples = success.Examples.ToDictionary(e => e.Name, IOpenApiExample (e) => new OpenApiExample { Value = ViewJson.Write(e.View) }),
            };
        }

        if (success.Csv is not null)
        {
            content[CsvAnswer.MediaType] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = success.Csv };
        }

        return new()
        {
            Description = success.Description,
            Headers = ResponseHeaders.RefsTo(
                document,
                [
                    .. policy.Limit is null ? [] : ResponseHeaders.OfLimits,
                    .. policy.IdempotencyScope is null ? [] : ResponseHeaders.OfReplays,
                    .. success.Headers,
                ]),
            Content = content,
        };
    }
}
