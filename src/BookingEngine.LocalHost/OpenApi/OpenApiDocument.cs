using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BookingEngine.Functions.Docs;
using BookingEngine.Functions.Http.Admission;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>The API document, made of the functions and their descriptions: the same text each time.</summary>
public static class OpenApiDocument
{
    private const string Description = """
        Registers users, signs them in, and books appointments.

        **Key and token.** Every request but those for health carries the app's key in the header `x-api-key`. The key names the app and
        grants nothing more. What belongs to a user also asks for a token: register, sign in at `/auth/token`, and send the `access_token`
        as `Authorization: Bearer …`.

        **Errors** are problem details (RFC 9457) of the type `application/problem+json`. Tell them apart by `code`, which never changes
        its meaning; show `detail` to people. Wrong fields are listed in `errors`, all of them at once.

        **Bodies** are JSON in UTF-8, in snake_case; members that are not known are ignored, and a member that stands there twice is
        refused. Times are answered as in RFC 3339, with offset. After a success, the same caller's next read shows what was written.

        **Correlation.** Send an `x-correlation-id` of your own (up to 64 letters, digits, `-`, `_`, `.`) or take the one that is made:
        every answer has it in a header of that name, and reports of an error should name it.
        """;

    private static readonly JsonWriterOptions Written = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write()
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Written))
        {
            Node().WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    private static JsonObject Node() => new()
    {
        ["openapi"] = "3.1.1",
        ["info"] = new JsonObject { ["title"] = ApiDocument.Title, ["version"] = ApiDocument.Version, ["description"] = Description },
        ["servers"] = new JsonArray(new JsonObject { ["url"] = "/", ["description"] = "Where this document came from." }),
        ["tags"] = new JsonArray([.. OperationGroups.All.Select(g => new JsonObject { ["name"] = g.Name, ["description"] = g.Description })]),
        ["paths"] = WritePaths(),
        ["components"] = WriteComponents(),
    };

    private static JsonObject WritePaths()
    {
        var paths = new JsonObject();
        foreach (var (group, operation) in OperationGroups.All.SelectMany(g => g.Operations.Select(o => (g, o))))
        {
            var function = DocumentedFunction.All.Single(f => f.Type == operation.Function);
            var path = (JsonObject)(paths[function.Path] ??= new JsonObject());
            path[function.Method] = OperationNode.Write(function, operation, group.Name);
        }

        return paths;
    }

    private static JsonObject WriteComponents()
    {
        var schemas = ViewSchemas.Write();
        schemas[ProblemSchema.Name] = ProblemSchema.Write();
        return new JsonObject
        {
            ["securitySchemes"] = WriteSecuritySchemes(),
            ["schemas"] = schemas,
            ["headers"] = ResponseHeaders.WriteShared(),
            ["examples"] = ProblemResponses.WriteShared(),
        };
    }

    private static JsonObject WriteSecuritySchemes() => new()
    {
        [OperationNode.KeyScheme] = new JsonObject
        {
            ["type"] = "apiKey",
            ["in"] = "header",
            ["name"] = ApiKey.Header,
            ["description"] = "The key that names the app.",
        },
        [OperationNode.TokenScheme] = new JsonObject
        {
            ["type"] = "http",
            ["scheme"] = "bearer",
            ["bearerFormat"] = "JWT",
            ["description"] = "The `access_token` that `/auth/token` answers.",
        },
    };
}
