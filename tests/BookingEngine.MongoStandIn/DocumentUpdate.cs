using MongoDB.Bson;

namespace BookingEngine.Tests.MongoStandIn;

/// <summary>An update of one document: a replacement, or operators.</summary>
internal sealed class DocumentUpdate
{
    private static readonly string[] Known = ["$set", "$unset", "$inc", "$max", "$min", "$setOnInsert"];
    private readonly BsonDocument _update;

    public DocumentUpdate(BsonValue update)
    {
        _update = update as BsonDocument ?? throw CommandException.Unknown(9, "Updates by pipeline are unknown here");
        IsReplacement = !_update.Names.Any(n => n.StartsWith('$'));
        if (!IsReplacement) Check();
    }

    public bool IsReplacement { get; }

    public BsonDocument Apply(BsonDocument before)
    {
        if (IsReplacement) return WithId(before.GetValue("_id", null), _update);
        var after = before.DeepClone().AsBsonDocument;
        Change(after, isInsert: false);
        return after;
    }

    /// <summary>Builds the document of an upsert: the equalities of the filter, then the update.</summary>
    public BsonDocument Create(BsonDocument filter)
    {
        BsonDocument made = [];
        foreach (var (path, value) in Equalities(filter)) FieldPath.Set(made, path, value);
        if (IsReplacement) made = WithId(made.GetValue("_id", null), _update);
        else Change(made, isInsert: true);
        return WithId(made.GetValue("_id", null) ?? ObjectId.GenerateNewId(), made);
    }

    private static IEnumerable<(string Path, BsonValue Value)> Equalities(BsonDocument filter) => filter.SelectMany(part => part.Name switch
    {
        "$and" => part.Value.AsBsonArray.SelectMany(p => Equalities(p.AsBsonDocument)),
        ['$', ..] => [],
        _ => Filter.Conditions(part.Value).Where(c => c.Name == "$eq").Select(c => (part.Name, c.Value)),
    });

    private static BsonDocument WithId(BsonValue? id, BsonDocument document)
    {
        var own = document.GetValue("_id", id);
        return own is null ? document : new BsonDocument("_id", own).AddRange(document.Where(e => e.Name != "_id"));
    }

    private void Check()
    {
        if (_update.Names.FirstOrDefault(n => !Known.Contains(n)) is { } unknown) throw CommandException.Unknown(9, $"Unknown modifier: {unknown}");
        var paths = _update.SelectMany(u => u.Value.AsBsonDocument.Names).Order(StringComparer.Ordinal).ToArray();
        foreach (var (first, second) in paths.Zip(paths.Skip(1)))
        {
            if (first == second || second.StartsWith($"{first}.", StringComparison.Ordinal))
                throw new CommandException(40, $"Updating the path '{second}' would create a conflict at '{first}'");
        }
    }

    private void Change(BsonDocument document, bool isInsert)
    {
        foreach (var (name, fields) in _update.Select(u => (u.Name, u.Value.AsBsonDocument)))
        {
            if (name == "$setOnInsert" && !isInsert) continue;
            foreach (var field in fields) Change(document, name, field.Name, field.Value);
        }
    }

    private static void Change(BsonDocument document, string name, string path, BsonValue operand)
    {
        var present = FieldPath.Get(document, path);
        if (name == "$unset") FieldPath.Remove(document, path);
        else if (name == "$inc") FieldPath.Set(document, path, present is null ? operand : Sum(present, operand, path));
        else if (present is null || name is "$set" or "$setOnInsert") FieldPath.Set(document, path, operand);
        else if (BsonOrder.Instance.Compare(operand, present) is var d && (name == "$max" ? d > 0 : d < 0)) FieldPath.Set(document, path, operand);
    }

    private static BsonValue Sum(BsonValue present, BsonValue operand, string path)
    {
        if (!operand.IsNumeric || !present.IsNumeric) throw new CommandException(14, $"Cannot apply $inc to '{path}': {present} and {operand} are not both numbers");
        if (present.IsDecimal128 || operand.IsDecimal128) throw CommandException.Unknown(14, "$inc of a decimal is unknown here");
        if (present.IsDouble || operand.IsDouble) return present.ToDouble() + operand.ToDouble();
        var sum = (Int128)present.ToInt64() + operand.ToInt64();
        if (sum < long.MinValue || sum > long.MaxValue) throw new CommandException(2, $"Failed to apply $inc operations to '{path}': the sum is too large");
        return present.IsInt32 && operand.IsInt32 && sum >= int.MinValue && sum <= int.MaxValue ? new BsonInt32((int)sum) : new BsonInt64((long)sum);
    }
}
