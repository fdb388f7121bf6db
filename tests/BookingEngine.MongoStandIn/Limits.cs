using MongoDB.Bson;

namespace BookingEngine.Tests.MongoStandIn;

/// <summary>The documents and sorts that a behaviour refuses.</summary>
internal static class Limits
{
    public static BsonDocument Admit(this Behaviour behaviour, BsonDocument document)
    {
        if (document["_id"].BsonType is BsonType.Array or BsonType.RegularExpression or BsonType.Undefined)
            throw new CommandException(53, $"The '_id' value cannot be of type {document["_id"].BsonType}");
        if (document.ToBson().Length is var size && size > behaviour.MaxDocumentBytes)
        {
            throw behaviour.MaxDocumentBytes < Behaviour.ReplicaSet.MaxDocumentBytes
                ? new CommandException(16, "Error=16, Details='Response status code does not indicate success: RequestEntityTooLarge (413)'")
                : new CommandException(10334, $"BSONObj size: {size} is invalid. Size must be between 0 and {behaviour.MaxDocumentBytes}");
        }

        return document;
    }

    /// <summary>Azure DocumentDB inserts or replaces when the filter has only the id (github.com/documentdb/documentdb/issues/295).</summary>
    public static void AdmitUpsert(this Behaviour behaviour, BsonDocument filter)
    {
        if (behaviour.LosesUpsertsById && filter.Names.All(name => name == "_id"))
            throw CommandException.Unknown(2, $"An upsert by {filter} may undo another at the same time: guard it by a field of the document.");
    }

    /// <summary>Cosmos DB reports a missing collection like a wrong name.</summary>
    public static void AdmitRead(this Behaviour behaviour, StandInCollection? collection)
    {
        if (behaviour.ReadsNeedACollection && collection is null) throw new CommandException(26, "Collection not found");
    }

    /// <summary>Cosmos DB sorts only by the leading fields of an index, all in its direction or all in the opposite one.</summary>
    public static void AdmitSort(this Behaviour behaviour, BsonDocument sort, StandInCollection? collection)
    {
        if (!behaviour.SortsNeedAnIndex || sort.ElementCount == 0) return;
        var indexes = collection?.Indexes ?? [StandInIndex.OnId];
        if (!indexes.Any(i => Serves(i.Key, sort)))
            throw new CommandException(2, "The index path corresponding to the specified order-by item is excluded.");
    }

    private static bool Serves(BsonDocument key, BsonDocument sort) =>
        key.Names.Take(sort.ElementCount).SequenceEqual(sort.Names)
        && sort.Select(s => Math.Sign(s.Value.ToInt32()) * Math.Sign(key[s.Name].ToInt32())).Distinct().Count() == 1;
}
