using System.Text.Json.Nodes;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.Functions.Http.Requests.Shapes;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>The schemas of requests, as the code that reads them describes them.</summary>
internal static class RequestShapes
{
    public static IReadOnlyList<BodyField> FieldsOf<T>()
        where T : IRequest<T> =>
        [.. RequestFields.Describe(T.Read).Select(f => new BodyField(f.Name, f.Description!, SchemaOf(f.Value), f.IsRequired))];

    public static IReadOnlyList<Parameter> QueryOf<T>()
        where T : IRequest<T> =>
        [.. RequestFields.Describe(T.Read).Select(f => new Parameter(f.Name, "query", f.Description!, SchemaOf(f.Value)) { IsNeeded = f.IsRequired })];

    private static JsonObject SchemaOf(ValueShape shape)
    {
        var schema = new JsonObject { ["type"] = shape.IsNullable ? new JsonArray(shape.Type, "null") : shape.Type };
        Add(schema, "format", shape.Format);
        Add(schema, "pattern", shape.Pattern);
        Add(schema, "minLength", shape.MinLength);
        Add(schema, "maxLength", shape.MaxLength);
        Add(schema, "minimum", shape.Minimum);
        Add(schema, "maximum", shape.Maximum);
        Add(schema, "enum", shape.Words.Count > 0 ? new JsonArray([.. shape.Words.Select(w => (JsonNode)w)]) : null);
        Add(schema, "items", shape.Items is { } items ? SchemaOf(items) : null);
        Add(schema, "minItems", shape.Count);
        Add(schema, "maxItems", shape.Count);
        if (shape.Fields is { } fields)
        {
            schema["required"] = new JsonArray([.. fields.Where(f => f.IsRequired).Select(f => (JsonNode)f.Name)]);
            schema["properties"] = new JsonObject(fields.Select(f => KeyValuePair.Create<string, JsonNode?>(f.Name, FieldOf(f))));
        }
        else if (shape.Type == "object")
        {
            schema["additionalProperties"] = true;
        }

        return schema;
    }

    private static JsonObject FieldOf(FieldShape field)
    {
        var schema = SchemaOf(field.Value);
        Add(schema, "description", field.Description);
        return schema;
    }

    private static void Add(JsonObject schema, string name, JsonNode? value)
    {
        if (value is not null)
        {
            schema[name] = value;
        }
    }
}
