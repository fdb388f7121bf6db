using System.Text.Json;
using System.Text.Json.Nodes;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Idempotency;
using BookingEngine.RateLimiting;
using NodaTime;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>Writes one operation: what the function says of itself and what its description adds.</summary>
public static class OperationNode
{
    public const string KeyScheme = "apiKey";
    public const string TokenScheme = "bearerToken";

    private static readonly Parameter IdempotencyKey = new(
        IdempotencyGate.Header, "header",
        "A text of your choice, such as a new UUID, that makes it safe to send this request again when its answer got lost: for 24 hours the same "
        + "request with the same key gets the same answer and nothing is done twice. A success and a refusal by a rule are remembered; what was "
        + "not understood, not allowed, one too many or went wrong here may be sent again with the same key.",
        new() { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = IdempotencyGate.MaximumKeyLength, ["pattern"] = "^[ -~]+$" });

    public static JsonObject Write(DocumentedFunction function, Operation operation, string tag)
    {
        var node = new JsonObject
        {
            ["operationId"] = function.Id,
            ["tags"] = new JsonArray(tag),
            ["summary"] = operation.Summary,
            ["description"] = operation.Description + LimitText(function.Policy),
            ["security"] = WriteSecurity(function.Policy),
        };
        Parameter[] parameters = [.. operation.Parameters, .. function.Policy.IdempotencyScope is not null ? [IdempotencyKey] : Array.Empty<Parameter>()];
        if (parameters.Length > 0)
        {
            node["parameters"] = new JsonArray([.. parameters.Select(WriteParameter)]);
        }

        if (operation.Body is { } body)
        {
            node["requestBody"] = WriteBody(body);
        }

        node["responses"] = new JsonObject(ProblemResponses.Write(ProblemsOf(function, operation))
            .Prepend(new($"{operation.Answer.Status}", WriteAnswer(operation.Answer, function.Policy))));
        return node;
    }

    public static IEnumerable<Problem> ProblemsOf(DocumentedFunction function, Operation operation) =>
        [.. PolicyProblems.Of(function.Policy), .. operation.Body?.Problems ?? [], .. operation.Problems];

    private static string LimitText(Policy policy) => policy.Limit is { } limit && RateLimitRule.Defaults[limit] is var rule
        ? $" At most {rule.Quota} requests {(rule.Window == Duration.FromHours(1) ? "an hour" : "a minute")} from one address, "
            + "unless the deployment sets another limit."
        : "";

    private static JsonArray WriteSecurity(Policy policy)
    {
        var asked = new JsonObject();
        if (policy.NeedsKey)
        {
            asked[KeyScheme] = new JsonArray();
        }

        if (policy.NeedsToken)
        {
            asked[TokenScheme] = new JsonArray();
        }

        return asked.Count > 0 ? [asked] : [];
    }

    private static JsonObject WriteParameter(Parameter parameter) => new()
    {
        ["name"] = parameter.Name,
        ["in"] = parameter.Place,
        ["description"] = parameter.Description,
        ["required"] = parameter.IsRequired,
        ["schema"] = parameter.Schema.DeepClone(),
    };

    private static JsonObject WriteBody(RequestBody body) => new()
    {
        ["required"] = body.IsRequired,
        ["content"] = new JsonObject
        {
            [body.MediaType] = new JsonObject
            {
                ["schema"] = new JsonObject
                {
                    ["type"] = "object",
                    ["required"] = new JsonArray([.. body.Fields.Where(f => f.IsRequired).Select(f => (JsonNode)f.Name)]),
                    ["properties"] = new JsonObject(body.Fields.Select(f => KeyValuePair.Create<string, JsonNode?>(f.Name, WriteField(f)))),
                },
                ["example"] = body.Example.DeepClone(),
            },
        },
    };

    private static JsonNode WriteField(BodyField field)
    {
        var schema = field.Schema.DeepClone();
        schema["description"] = field.Description;
        return schema;
    }

    private static JsonObject WriteAnswer(Answer answer, Policy policy)
    {
        var written = new JsonObject
        {
            ["description"] = answer.Description,
            ["headers"] = ResponseHeaders.Write(
            [
                .. policy.Limit is null ? [] : ResponseHeaders.OfLimits, .. policy.IdempotencyScope is not null ? ResponseHeaders.OfReplays : [], .. answer.Headers,
            ]),
        };
        if (answer.View is { } view)
        {
            written["content"] = WriteContent(answer, view.Type);
        }

        return written;
    }

    private static JsonObject WriteContent(Answer answer, Type view)
    {
        var content = new JsonObject
        {
            ["application/json"] = new JsonObject
            {
                ["schema"] = ViewSchemas.RefTo(view),
                ["examples"] = new JsonObject(answer.Examples.Select(e => KeyValuePair.Create<string, JsonNode?>(e.Key, WriteExample(e.Value)))),
            },
        };
        if (answer.Csv is not null)
        {
            content[CsvAnswer.MediaType] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" }, ["example"] = answer.Csv };
        }

        return content;
    }

    private static JsonObject WriteExample(object view) => new() { ["value"] = JsonSerializer.SerializeToNode(view, view.GetType(), ViewJson.Options) };
}
