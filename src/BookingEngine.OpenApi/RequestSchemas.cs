using System.Globalization;
using BookingEngine.Functions.Http.Requests.Shapes;
using Microsoft.OpenApi;

namespace BookingEngine.OpenApi;

/// <summary>The schemas of requests, from the code that reads them.</summary>
internal static class RequestSchemas
{
    public static OpenApiSchema Of(IReadOnlyList<FieldShape> fields) => new()
    {
        Type = JsonSchemaType.Object,
        Required = fields.Where(f => f.IsRequired).Select(f => f.Name).ToHashSet(),
        Properties = fields.ToDictionary(f => f.Name, IOpenApiSchema (f) => Of(f.Value, f.Description)),
    };

    public static OpenApiSchema Of(ValueShape shape, string? description = null)
    {
        var schema = shape.Fields is { } fields ? Of(fields) : new OpenApiSchema { Type = TypeOf(shape.Type) };
        if (shape.IsNullable)
        {
            schema.Type |= JsonSchemaType.Null;
        }

        schema.Description = description;
        schema.Format = shape.Format;
        schema.Pattern = shape.Pattern;
        (schema.MinLength, schema.MaxLength) = (shape.MinLength, shape.MaxLength);
        (schema.Minimum, schema.Maximum) = (Text(shape.Minimum), Text(shape.Maximum));
        (schema.MinItems, schema.MaxItems) = (shape.Count, shape.Count);
        schema.Items = shape.Items is { } items ? Of(items) : null;
        schema.Enum = shape.Words.Count > 0 ? [.. shape.Words] : null;
        schema.AdditionalProperties = shape is { Type: "object", Fields: null } ? new OpenApiSchema() : null;
        return schema;
    }

    private static JsonSchemaType TypeOf(string type) => type switch
    {
        "array" => JsonSchemaType.Array,
        "boolean" => JsonSchemaType.Boolean,
        "integer" => JsonSchemaType.Integer,
        "number" => JsonSchemaType.Number,
        "object" => JsonSchemaType.Object,
        _ => JsonSchemaType.String,
    };

    private static string? Text(decimal? number) => number?.ToString(CultureInfo.InvariantCulture);
}
