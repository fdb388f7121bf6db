using MongoDB.Bson;

namespace BookingEngine.Tests.MongoStandIn;

/// <summary>Finds one document and changes it atomically.</summary>
internal sealed class FindAndModify(Behaviour behaviour, StandInData data)
{
    public BsonDocument Run(Command command)
    {
        command.Expect("query", "sort", "update", "upsert", "new", "remove", "fields");
        lock (data.Gate) return data.Retried.Once(command, 0, () => Apply(command)).DeepClone().AsBsonDocument;
    }

    private BsonDocument Apply(Command command)
    {
        var collection = data.Open(command.Database, command.Collection);
        behaviour.AdmitSort(command.Document("sort"), collection);
        var found = Shape.Sorted(collection.Find(command.Document("query")), command.Document("sort")).FirstOrDefault();
        return command.Is("remove") ? Remove(collection, found, command) : Change(collection, found, command);
    }

    private static BsonDocument Remove(StandInCollection collection, BsonDocument? found, Command command)
    {
        if (found is not null) collection.Remove(found);
        return Answer(command, new BsonDocument("n", found is null ? 0 : 1), found);
    }

    private BsonDocument Change(StandInCollection collection, BsonDocument? found, Command command)
    {
        var update = new DocumentUpdate(command.Body["update"]);
        if (command.Is("upsert")) behaviour.AdmitUpsert(command.Document("query"));
        var result = new BsonDocument { { "n", found is null ? 0 : 1 }, { "updatedExisting", found is not null } };
        if (found is null && !command.Is("upsert")) return Answer(command, result, null);
        var after = behaviour.Admit(found is null ? update.Create(command.Document("query")) : update.Apply(found));
        if (found is null)
        {
            collection.Insert(after);
            result.Set("n", 1).Set("upserted", after["_id"]);
        }
        else
        {
            collection.Replace(found, after, update.IsReplacement);
        }

        return Answer(command, result, command.Is("new") ? after : found);
    }

    private static BsonDocument Answer(Command command, BsonDocument result, BsonDocument? value) => new()
    {
        { "lastErrorObject", result },
        { "value", value is null ? BsonNull.Value : Shape.Projection(command.Document("fields"))(value) },
    };
}
