using BookingEngine.Functions.Docs;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Operations;
using Microsoft.OpenApi;

namespace BookingEngine.OpenApi;

/// <summary>Writes the API document from the functions and their descriptions. The result is deterministic.</summary>
public static class DocumentWriter
{
    private const string Description = """
        Registers users, signs them in, and books appointments.

        **Key and token.** Every request except those for health needs the app's key in the header `x-api-key`. The key only names the app.
        Requests for the data of a user also need a token. Register, sign in at `/auth/token`, and send the `access_token` as
        `Authorization: Bearer …`.

        **Errors** are problem details (RFC 9457) of the type `application/problem+json`. `code` is for programs and never changes its
        meaning. `detail` is for people. `errors` lists all wrong fields at once.

        **Bodies** are JSON in UTF-8, in snake_case. Unknown members are ignored, except where an operation lists `unknown_field`: there a
        name within two edits of a known one is refused. A field of the body that is sent in the query is refused, too, unless the operation
        lists it as a parameter. A duplicate member is refused. Times in answers follow RFC 3339, with an offset. After a success, the same
        caller's next read shows the change.

        **Correlation.** Every answer has the header `x-correlation-id`. Send your own id (up to 64 letters, digits, `-`, `_`, `.`), or use the
        generated one. Name it when you report an error.
        """;

    public static string Write()
    {
        using var text = new StringWriter { NewLine = "\n" };
        Document().SerializeAsV31(new OpenApiJsonWriter(text));
        return text.ToString() + "\n";
    }

    private static OpenApiDocument Document()
    {
        var document = new OpenApiDocument
        {
            Info = new() { Title = ApiDocument.Title, Version = ApiDocument.Version, Description = Description },
            Servers = [new() { Url = "/", Description = "The server of this document." }],
            Tags = OperationGroup.All.Select(g => new OpenApiTag { Name = g.Name, Description = g.Description }).ToHashSet(),
            Paths = [],
        };
        var views = new ViewSchemas(document);
        var writer = new OperationWriter(document, views);
        foreach (var path in DocumentedFunction.All.GroupBy(f => f.Path))
        {
            document.Paths[path.Key] = new OpenApiPathItem { Operations = path.ToDictionary(f => HttpMethod.Parse(f.Method), writer.Write) };
        }

        document.Webhooks = new WebhookWriter(document, views).Write();
        var problem = ProblemSchema.Of(views);
        document.Components = new()
        {
            SecuritySchemes = SecuritySchemes,
            Schemas = new Dictionary<string, IOpenApiSchema>(views.All) { [ProblemSchema.Name] = problem },
            Headers = ResponseHeaders.All,
            Examples = ProblemResponses.Shared,
        };
        return document;
    }

    private static Dictionary<string, IOpenApiSecurityScheme> SecuritySchemes => new()
    {
        [OperationWriter.KeyScheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = ApiKey.Header,
            Description = "The key that names the app.",
        },
        [OperationWriter.TokenScheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "The `access_token` of `/auth/token`.",
        },
    };
}
