using MongoDB.Bson;

namespace BookingEngine.Tests.MongoStandIn;

/// <summary>A field by its dotted path through documents. Paths into arrays are unsupported.</summary>
internal static class FieldPath
{
    public static BsonValue? Get(BsonDocument document, string path) =>
        Parent(document, path, create: false) is { } parent && parent.TryGetValue(Last(path), out var value) ? value : null;

    public static void Set(BsonDocument document, string path, BsonValue value) => Parent(document, path, create: true)!.Set(Last(path), value);

    public static void Remove(BsonDocument document, string path) => Parent(document, path, create: false)?.Remove(Last(path));

    private static string Last(string path) => path[(path.LastIndexOf('.') + 1)..];

    private static BsonDocument? Parent(BsonDocument document, string path, bool create)
    {
        foreach (var name in path.Split('.')[..^1])
        {
            if (!document.TryGetValue(name, out var inner))
            {
                if (!create) return null;
                document[name] = inner = new BsonDocument();
            }

            document = inner switch
            {
                BsonDocument next => next,
                BsonArray => throw CommandException.Unknown(2, $"The path '{path}' into an array is unknown here"),
                _ => throw new CommandException(28, $"Cannot create field '{Last(path)}' in element {{{name}: {inner}}}"),
            };
        }

        return document;
    }
}
