using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using BookingEngine.Functions.Http.Operations;
using BookingEngine.Functions.Http.Requests.Shapes;
using Microsoft.OpenApi;

namespace BookingEngine.OpenApi;

/// <summary>The schemas of answers, from the serialized types.</summary>
internal sealed class ViewSchemas
{
    /// <summary>Objects with any members.</summary>
    private static readonly Type[] Objects =
    [
        typeof(IReadOnlyDictionary<string, JsonElement>), typeof(IReadOnlyDictionary<string, bool>), typeof(IReadOnlyDictionary<string, string>), typeof(JsonObject),
    ];

    private readonly OpenApiDocument _document;
    private readonly SortedDictionary<string, IOpenApiSchema> _schemas = new(StringComparer.Ordinal);

    // First the answers that share fields with their request, which has the descriptions.
    public ViewSchemas(OpenApiDocument document)
    {
        _document = document;
        foreach (var operation in DocumentedFunction.All.Select(f => f.Operation).Where(o => o is { Body: not null, Success.View: not null }))
        {
            RefTo(operation.Success.View!.Type, operation.Body!.Fields);
        }
    }

    public IDictionary<string, IOpenApiSchema> All => _schemas;

    /// <summary>A reference to the schema of a view. Adds the schema and its parts to the document.</summary>
    public IOpenApiSchema RefTo(Type view) => RefTo(view, request: null);

    private OpenApiSchemaReference RefTo(Type view, IReadOnlyList<FieldShape>? request)
    {
        var name = NameOf(view);
        if (!_schemas.ContainsKey(name))
        {
            _schemas[name] = new OpenApiSchema(); // a placeholder, because its fields may refer to it
            _schemas[name] = SchemaOf(view, request);
        }

        return new OpenApiSchemaReference(name, _document);
    }

    private OpenApiSchema SchemaOf(Type view, IReadOnlyList<FieldShape>? request)
    {
        var schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = view.GetCustomAttribute<ShapeAttribute>()!.Description,
            Required = new HashSet<string>(),
            Properties = new Dictionary<string, IOpenApiSchema>(),
        };
        foreach (var property in ViewJson.Options.GetTypeInfo(view).Properties)
        {
            var sent = request?.FirstOrDefault(f => f.Name == property.Name);
            var field = (FieldAttribute?)property.AttributeProvider?.GetCustomAttributes(typeof(FieldAttribute), inherit: false).SingleOrDefault();
            schema.Properties[property.Name] = SchemaOf(property, field, sent);
            if (field is not { IsOptional: true })
            {
                schema.Required.Add(property.Name);
            }
        }

        return schema;
    }

    private IOpenApiSchema SchemaOf(JsonPropertyInfo property, FieldAttribute? field, FieldShape? sent)
    {
        var schema = SchemaOf(property.PropertyType, property.IsGetNullable, sent?.Value);
        schema.Description = field?.Description ?? sent?.Description
            ?? throw new InvalidOperationException($"{property.DeclaringType.Name} has no description of {property.Name}.");
        if (schema is OpenApiSchema text)
        {
            text.Format ??= field is null ? sent!.Value.Format : field.Format;
        }

        return schema;
    }

    private IOpenApiSchema SchemaOf(Type type, bool isNullable, ValueShape? sent)
    {
        if (ElementOf(type) is { } element)
        {
            return Plain(JsonSchemaType.Array, isNullable, items: SchemaOf(element, isNullable: false, sent?.Items));
        }

        if (!type.IsDefined(typeof(ShapeAttribute)))
        {
            var plain = Nullable.GetUnderlyingType(type) ?? type;
            return Plain(TypeOf(plain), isNullable, plain == typeof(Guid) ? "uuid" : null);
        }

        var reference = RefTo(type, sent?.Fields);
        return isNullable ? new OpenApiSchema { OneOf = [reference, new OpenApiSchema { Type = JsonSchemaType.Null }] } : reference;
    }

    private static OpenApiSchema Plain(JsonSchemaType type, bool isNullable, string? format = null, IOpenApiSchema? items = null) =>
        new() { Type = isNullable ? type | JsonSchemaType.Null : type, Format = format, Items = items };

    private static Type? ElementOf(Type type) => type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0]
        : null;

    private static JsonSchemaType TypeOf(Type type) =>
        type == typeof(string) || type == typeof(Guid) ? JsonSchemaType.String
        : type == typeof(bool) ? JsonSchemaType.Boolean
        : type == typeof(int) || type == typeof(long) ? JsonSchemaType.Integer
        : type == typeof(decimal) || type == typeof(double) ? JsonSchemaType.Number
        : Objects.Contains(type) ? JsonSchemaType.Object
        : throw new InvalidOperationException($"The document has no schema for {type.Name}.");

    public static string NameOf(Type view) => view.GetCustomAttribute<ShapeAttribute>() is { } shape
        ? string.Format(CultureInfo.InvariantCulture, shape.Name, view.IsGenericType ? NameOf(view.GetGenericArguments()[0]) : "")
        : throw new InvalidOperationException($"{view.Name} has no name in the document.");
}
