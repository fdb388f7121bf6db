using BookingEngine.Functions.Docs;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Operations;
using Microsoft.OpenApi;

namespace BookingEngine.OpenApi;

/// <summary>Writes the API document from the functions and their descriptions: the same text each time.</summary>
public static class DocumentWriter
{
    private const string Description = """
        Registers users, signs them in, and books appointments.

        **Key and token.** Every request but those for health carries the app's key in the header `x-api-key`. The key names the app and
        grants nothing more. What belongs to a user also asks for a token: register, sign in at `/auth/token`, and send the `access_token`
        as `Authorization: Bearer …`.

        **Errors** are problem details (RFC 9457) of the type `application/problem+json`. Tell them apart by `code`, which never changes
        its meaning; show `detail` to people. Wrong fields are listed in `errors`, all of them at once.

        **Bodies** are JSON in UTF-8, in snake_case; members that are not known are ignored, and a member that is named twice is
        refused. Times are answered as in RFC 3339, with offset. After a success, the same caller's next read shows what was written.

        **Correlation.** Send an `x-correlation-id` of your own (up to 64 letters, digits, `-`, `_`, `.`) or take the one that is made:
        every answer has it in a header of that name, and reports of an error should name it.
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
            Servers = [new() { Url = "/", Description = "Where this document came from." }],
            Tags = OperationGroup.All.Select(g => new OpenApiTag { Name = g.Name, Description = g.Description }).ToHashSet(),
            Paths = [],
        };
        var views = new ViewSchemas(document);
        var writer = new OperationWriter(document, views);
        foreach (var path in DocumentedFunction.All.GroupBy(f => f.Path))
        {
            document.Paths[path.Key] = new OpenApiPathItem { Operations = path.ToDictionary(f => HttpMethod.Parse(f.Method), writer.Write) };
        }

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
            Description = "The `access_token` that `/auth/token` answers.",
        },
    };
}
