using MongoDB.Bson;

namespace BookingEngine.Tests.MongoStandIn;

/// <summary>Collections and their indexes.</summary>
internal sealed class Catalogue(Behaviour behaviour, StandInData data)
{
    public BsonDocument CreateIndexes(Command command)
    {
        command.Expect("indexes");
        lock (data.Gate)
        {
            var isNew = data.Find(command.Database, command.Collection) is null;
            var collection = data.Open(command.Database, command.Collection);
            var before = collection.Indexes.Count;
            collection.Make();
            foreach (var index in command.Body["indexes"].AsBsonArray) Add(collection, index.AsBsonDocument);
            return new BsonDocument
            {
                { "numIndexesBefore", before }, { "numIndexesAfter", collection.Indexes.Count }, { "createdCollectionAutomatically", isNew },
            };
        }
    }

    public BsonDocument ListIndexes(Command command)
    {
        command.Expect("cursor");
        lock (data.Gate)
        {
            var collection = data.Find(command.Database, command.Collection) ?? throw Missing(command);
            return Cursors.Whole($"{command.Database}.{command.Collection}", collection.Indexes.Select(Description));
        }
    }

    public BsonDocument ListCollections(Command command)
    {
        command.Expect("filter", "cursor", "nameOnly", "authorizedCollections");
        var matches = Filter.Compile(command.Document("filter"));
        lock (data.Gate)
        {
            var found = data.In(command.Database).OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => Description(c, command.Is("nameOnly")));
            return Cursors.Whole($"{command.Database}.$cmd.listCollections", found.Where(c => matches(c)));
        }
    }

    public BsonDocument Create(Command command)
    {
        command.Expect();
        lock (data.Gate)
        {
            if (data.Find(command.Database, command.Collection) is { } there) throw new CommandException(48, $"Collection {there.FullName} already exists.");
            data.Open(command.Database, command.Collection).Make();
            return [];
        }
    }

    public BsonDocument Drop(Command command)
    {
        command.Expect();
        lock (data.Gate) return data.Drop(command.Database, command.Collection!) ? [] : throw Missing(command);
    }

    public BsonDocument DropDatabase(Command command)
    {
        command.Expect();
        lock (data.Gate)
        {
            foreach (var collection in data.In(command.Database).ToArray()) data.Drop(command.Database, collection.Name);
            return new BsonDocument("dropped", command.Database);
        }
    }

    private void Add(StandInCollection collection, BsonDocument wanted)
    {
        Command.Expect(wanted, "key", "name", "unique", "v", "background");
        var index = new StandInIndex(wanted["name"].AsString, wanted["key"].AsBsonDocument, wanted.GetValue("unique", false).ToBoolean());
        if (index.Key.Any(k => !k.Value.IsNumeric)) throw CommandException.Unknown(67, $"An index over {index.Key} is unknown here");
        var (sameName, sameKey) = (collection.Indexes.Find(i => i.Name == index.Name), collection.Indexes.Find(i => i.Key == index.Key));
        if (sameName is not null && sameName == sameKey && sameName.IsUnique == index.IsUnique) return;
        if (sameName is not null) throw new CommandException(86, $"An existing index has the same name as the requested index: {index.Name}");
        if (sameKey is not null) throw new CommandException(85, $"Index already exists with a different name: {sameKey.Name}");
        if (index.IsUnique) AdmitUnique(collection, index);
        collection.Indexes.Add(index);
    }

    private void AdmitUnique(StandInCollection collection, StandInIndex index)
    {
        if (behaviour.UniqueIndexesNeedAnEmptyCollection && collection.All.Count > 0)
            throw new CommandException(67, "Cannot create unique index when collection contains documents");
        collection.RefuseDuplicates(index);
    }

    private static BsonDocument Description(StandInIndex index)
    {
        var description = new BsonDocument { { "v", 2 }, { "key", index.Key }, { "name", index.Name } };
        return index.IsUnique ? description.Add("unique", true) : description;
    }

    private static BsonDocument Description(StandInCollection collection, bool nameOnly)
    {
        var description = new BsonDocument { { "name", collection.Name }, { "type", "collection" } };
        return nameOnly ? description : description.Add("options", new BsonDocument()).Add("info", new BsonDocument("readOnly", false));
    }

    private static CommandException Missing(Command command) => new(26, $"ns not found: {command.Database}.{command.Collection}");
}
