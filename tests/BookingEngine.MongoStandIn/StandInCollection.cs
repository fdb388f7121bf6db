using MongoDB.Bson;

namespace BookingEngine.Tests.MongoStandIn;

internal sealed record StandInIndex(string Name, BsonDocument Key, bool IsUnique)
{
    public static StandInIndex OnId { get; } = new("_id_", new BsonDocument("_id", 1), false);
}

/// <summary>Documents in the order of their ids. A stored document is replaced, never changed, so readers may keep it. Used under the data's
/// lock.</summary>
internal sealed class StandInCollection(string database, string name, ChangeLog log)
{
    private readonly List<BsonDocument> _documents = [];

    public string Database => database;

    public string Name => name;

    public string FullName => $"{database}.{name}";

    public IReadOnlyList<BsonDocument> All => _documents;

    /// <summary>Whether it exists, created by a command or by its first document. An update or delete without a match does not create it.</summary>
    public bool Exists { get; private set; }

    public List<StandInIndex> Indexes { get; } = [StandInIndex.OnId];

    public void Make() => Exists = true;

    public IEnumerable<BsonDocument> Find(BsonDocument filter)
    {
        var (matches, ids) = (Filter.Compile(filter), IdRange.Of(filter));
        return (ids.Only is { } only ? only.Select(Get).OfType<BsonDocument>() : Between(ids.Lowest, ids.Highest)).Where(d => matches(d));
    }

    public BsonDocument? Get(BsonValue id) => IndexOf(id) is >= 0 and var at ? _documents[at] : null;

    public void Insert(BsonDocument document)
    {
        var at = IndexOf(document["_id"]);
        if (at >= 0) throw Duplicate(StandInIndex.OnId, document);
        RefuseDuplicates(document, null);
        _documents.Insert(~at, document);
        Make();
        log.Append("insert", database, name, document["_id"], document);
    }

    /// <summary>Replaces a document. Returns false and logs nothing if nothing changed.</summary>
    public bool Replace(BsonDocument before, BsonDocument after, bool whole)
    {
        if (!BsonOrder.AreEqual(before["_id"], after["_id"]))
            throw new CommandException(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
        if (before.Equals(after)) return false;
        RefuseDuplicates(after, before);
        _documents[IndexOf(before["_id"])] = after;
        if (whole) log.Append("replace", database, name, after["_id"], after);
        else log.Append("update", database, name, after["_id"], description: Change.Description(before, after));
        return true;
    }

    public void Remove(BsonDocument document)
    {
        _documents.RemoveAt(IndexOf(document["_id"]));
        log.Append("delete", database, name, document["_id"]);
    }

    public void RefuseDuplicates(StandInIndex index)
    {
        var keys = new SortedSet<BsonValue>(BsonOrder.Instance);
        if (_documents.Find(d => !keys.Add(Key(index, d))) is { } second) throw Duplicate(index, second);
    }

    private void RefuseDuplicates(BsonDocument document, BsonDocument? besides)
    {
        foreach (var index in Indexes.Where(i => i.IsUnique))
        {
            var key = Key(index, document);
            if (_documents.Exists(d => !ReferenceEquals(d, besides) && BsonOrder.AreEqual(Key(index, d), key))) throw Duplicate(index, document);
        }
    }

    private CommandException Duplicate(StandInIndex index, BsonDocument document) =>
        CommandException.Duplicate(FullName, index.Name, index.Key, Key(index, document));

    private static BsonDocument Key(StandInIndex index, BsonDocument document) =>
        new(index.Key.Names.Select(n => new BsonElement(n, Filter.Values(document, n) is [var first, ..] ? first : BsonNull.Value)));

    private IEnumerable<BsonDocument> Between(BsonValue? lowest, BsonValue? highest)
    {
        var at = lowest is null ? 0 : IndexOf(lowest);
        for (at = at < 0 ? ~at : at; at < _documents.Count; at++)
        {
            if (highest is not null && BsonOrder.Instance.Compare(_documents[at]["_id"], highest) > 0) yield break;
            yield return _documents[at];
        }
    }

    /// <summary>The index of the document, or the complement of its insertion index.</summary>
    private int IndexOf(BsonValue id)
    {
        var (low, high) = (0, _documents.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var difference = BsonOrder.Instance.Compare(_documents[middle]["_id"], id);
            if (difference == 0) return middle;
            if (difference < 0) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }
}
