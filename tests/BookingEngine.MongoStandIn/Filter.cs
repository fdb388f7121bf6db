using MongoDB.Bson;

namespace BookingEngine.Tests.MongoStandIn;

/// <summary>A filter, parsed once, so that unsupported operators are refused even without documents.</summary>
internal static class Filter
{
    public static Predicate<BsonDocument> Compile(BsonDocument filter)
    {
        var parts = filter.Select(Part).ToArray();
        return document => Array.TrueForAll(parts, part => part(document));
    }

    /// <summary>The values at a path. An array counts as itself and as each of its elements. Empty for a missing field.</summary>
    public static List<BsonValue> Values(BsonDocument document, string path)
    {
        List<BsonValue> found = [];
        Collect(document, path.Split('.'), found);
        return found;
    }

    private static void Collect(BsonValue value, ReadOnlySpan<string> path, List<BsonValue> found)
    {
        if (path.IsEmpty)
        {
            found.Add(value);
            if (value is BsonArray elements) found.AddRange(elements);
        }
        else if (value is BsonDocument document && document.TryGetValue(path[0], out var inner))
        {
            Collect(inner, path[1..], found);
        }
        else if (value is BsonArray array)
        {
            foreach (var element in array.OfType<BsonDocument>()) Collect(element, path, found);
        }
    }

    private static Predicate<BsonDocument> Part(BsonElement part)
    {
        switch (part.Name)
        {
            case "$and":
                var all = part.Value.AsBsonArray.Select(p => Compile(p.AsBsonDocument)).ToArray();
                return document => Array.TrueForAll(all, p => p(document));
            case "$or":
                var any = part.Value.AsBsonArray.Select(p => Compile(p.AsBsonDocument)).ToArray();
                return document => Array.Exists(any, p => p(document));
            case ['$', ..]:
                throw CommandException.Unknown(2, $"unknown top level operator: {part.Name}");
            default:
                var conditions = Conditions(part.Value).Select(c => Condition(c.Name, c.Value)).ToArray();
                return document => Values(document, part.Name) is var values && Array.TrueForAll(conditions, c => c(values));
        }
    }

    /// <summary>The conditions of a field by operator. A plain value means equality.</summary>
    public static IEnumerable<BsonElement> Conditions(BsonValue value) =>
        value is BsonDocument { ElementCount: > 0 } operators && operators.GetElement(0).Name.StartsWith('$') ? operators : [new BsonElement("$eq", value)];

    private static Predicate<List<BsonValue>> Condition(string name, BsonValue operand)
    {
        if (operand.IsBsonRegularExpression) throw CommandException.Unknown(2, "regular expressions are unknown here");
        return name switch
        {
            "$eq" => values => Equals(values, operand),
            "$ne" => values => !Equals(values, operand),
            "$in" => values => operand.AsBsonArray.Any(o => Equals(values, o)),
            "$nin" => values => !operand.AsBsonArray.Any(o => Equals(values, o)),
            "$gt" => values => Holds(values, operand, d => d > 0),
            "$gte" => values => Holds(values, operand, d => d >= 0),
            "$lt" => values => Holds(values, operand, d => d < 0),
            "$lte" => values => Holds(values, operand, d => d <= 0),
            "$exists" => values => values.Count > 0 == operand.ToBoolean(),
            _ => throw CommandException.Unknown(2, $"unknown operator: {name}"),
        };
    }

    private static bool Equals(List<BsonValue> values, BsonValue operand) =>
        values.Count == 0 ? operand.IsBsonNull : values.Exists(v => BsonOrder.AreEqual(v, operand));

    private static bool Holds(List<BsonValue> values, BsonValue operand, Predicate<int> difference) =>
        values.Exists(v => BsonOrder.AreOfOneKind(v, operand) && difference(BsonOrder.Instance.Compare(v, operand)));
}
