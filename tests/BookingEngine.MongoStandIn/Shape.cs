using MongoDB.Bson;

namespace BookingEngine.Tests.MongoStandIn;

/// <summary>The order and projection of a find.</summary>
internal static class Shape
{
    /// <summary>Sorts. Equal documents stay in the order of their ids.</summary>
    public static IEnumerable<BsonDocument> Sorted(IEnumerable<BsonDocument> documents, BsonDocument sort)
    {
        if (sort.ElementCount == 0) return documents;
        var ordered = documents.Order(Comparer<BsonDocument>.Create((_, _) => 0));
        foreach (var field in sort)
        {
            if (!field.Value.IsNumeric) throw CommandException.Unknown(2, $"sorting by {field} is unknown here");
            ordered = field.Value.ToInt32() > 0
                ? ordered.ThenBy(d => Key(d, field.Name), BsonOrder.Instance)
                : ordered.ThenByDescending(d => Key(d, field.Name), BsonOrder.Instance);
        }

        return ordered;
    }

    /// <summary>A projection of whole top-level fields, either included or excluded ones.</summary>
    public static Func<BsonDocument, BsonDocument> Projection(BsonDocument projection)
    {
        if (projection.ElementCount == 0) return document => document;
        if (projection.FirstOrDefault(p => p.Name.Contains('.') || !(p.Value.IsNumeric || p.Value.IsBoolean)) is { Name: not null } odd)
            throw CommandException.Unknown(2, $"projecting {odd} is unknown here");
        var listed = projection.Where(p => p.Name != "_id").ToArray();
        var keeps = listed.Length == 0 ? projection["_id"].ToBoolean() : listed[0].Value.ToBoolean();
        if (listed.Any(p => p.Value.ToBoolean() != keeps)) throw new CommandException(31254, "Cannot mix inclusion and exclusion in a projection");
        var withId = projection.GetValue("_id", true).ToBoolean();
        return document => new BsonDocument(document.Where(e => e.Name == "_id" ? withId : projection.Contains(e.Name) == keeps));
    }

    private static BsonValue Key(BsonDocument document, string path) => Filter.Values(document, path) is [var first, ..] ? first : BsonNull.Value;
}
