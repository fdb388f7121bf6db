using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>The schemas of what is answered, made of the very types that are serialised.</summary>
public static class ViewSchemas
{
    private static readonly Dictionary<Type, string> Names =
        OperationGroups.All.SelectMany(g => g.Views).ToDictionary(v => v.View.Type, v => v.Name);

    private static readonly JsonSchemaExporterOptions Options = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Refer };

    public static JsonObject Write() =>
        new(OperationGroups.All.SelectMany(g => g.Views).OrderBy(v => v.Name, StringComparer.Ordinal)
            .Select(v => KeyValuePair.Create<string, JsonNode?>(v.Name, Write(v))));

    public static JsonObject RefTo(Type view) => new() { ["$ref"] = $"#/components/schemas/{Names[view]}" };

    private static JsonObject Write(ViewDescription view)
    {
        var exported = (JsonObject)ViewJson.Options.GetJsonSchemaAsNode(view.View.Type, Options);
        var properties = (JsonObject)Inline(exported["properties"]!, exported);
        foreach (var (name, schema) in properties)
        {
            Describe((JsonObject)schema!, view.Fields[name]);
        }

        var required = properties.Select(p => p.Key).Where(name => !view.Fields[name].IsOptional).Select(name => (JsonNode)name);
        return new JsonObject
        {
            ["type"] = "object",
            ["description"] = view.Description,
            ["required"] = new JsonArray([.. required]),
            ["properties"] = properties.DeepClone(),
        };
    }

    // The exporter points from a type that stands there twice to its first place, which is another one in the document.
    private static JsonNode Inline(JsonNode node, JsonObject root) => node switch
    {
        JsonObject { Count: 1 } o when ((string?)o["$ref"])?.StartsWith("#/properties/", StringComparison.Ordinal) is true =>
            Inline(((string)o["$ref"]!)[2..].Split('/').Aggregate((JsonNode)root, (at, name) => at[name]!), root),
        JsonObject o => new JsonObject(o.Select(m => KeyValuePair.Create(m.Key, m.Value is null ? null : Inline(m.Value, root)))),
        JsonArray a => new JsonArray([.. a.Select(item => item is null ? null : Inline(item, root))]),
        _ => node.DeepClone(),
    };

    private static void Describe(JsonObject schema, FieldDescription field)
    {
        schema["description"] = field.Text;
        if (field.Format is not null)
        {
            schema["format"] = field.Format;
        }
    }

    // A shape within a shape is named, not repeated.
    private static JsonNode Refer(JsonSchemaExporterContext context, JsonNode schema) => (context.Path.IsEmpty, context.PropertyInfo) switch
    {
        _ when context.Path.IsEmpty || !Names.ContainsKey(context.TypeInfo.Type) => schema,
        (_, { IsGetNullable: true }) =>
            new JsonObject { ["oneOf"] = new JsonArray(RefTo(context.TypeInfo.Type), new JsonObject { ["type"] = "null" }) },
        _ => RefTo(context.TypeInfo.Type),
    };
}
