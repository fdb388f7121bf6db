using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Mongo.Documents;

/// <summary>Documents of read models as they are stored. The <c>_id</c> is made of model and id.</summary>
internal static class ReadModelDocuments
{
    public static BsonDocument ById(string model, string id) => new("_id", $"{model}:{id}");

    public static BsonDocument Write(string model, ReadModelDocument document)
    {
        var written = new BsonDocument
        {
            ["_id"] = $"{model}:{document.Id}",
            ["model"] = model,
            ["id"] = document.Id,
            ["stream"] = document.Stream.Value,
            ["version"] = document.Version,
            ["partition"] = document.Partition,
            ["sort_key"] = document.SortKey,
            ["body"] = MongoFields.OrNull(document.Body),
        };
        return document.Keys is { } keys ? written.AddRange(Write(keys)) : written;
    }

    public static BsonDocument Write(ListKeys keys) => new()
    {
        [ListIndex.Resource] = keys.Resource,
        [ListIndex.Service] = keys.Service,
        [ListIndex.Status] = keys.Status,
    };

    public static ReadModelDocument Read(BsonDocument document) => MongoFields.Read(MongoCollections.ReadModels, document, d => new ReadModelDocument(
        d["id"].AsString, StreamName.Parse(d["stream"].AsString), d.Whole("version"), d["partition"].AsString, d["sort_key"].AsString,
        d.TextOrNull("body"))
    {
        Keys = d.TryGetValue(ListIndex.Resource, out var resource)
            ? new ListKeys(resource.AsString, d[ListIndex.Service].AsString, d[ListIndex.Status].AsString)
            : null,
    });

    public static BsonDocument FilterOf(ReadModelList list, ListRange range)
    {
        var between = new BsonDocument("$gt", range.After ?? "");
        var filter = new BsonDocument("model", list.Model);
        filter.AddRange(list.Index.Fields.Zip(list.Values, (field, value) => new BsonElement(field, value)));
        if (list.Index == ListIndex.ByModel)
        {
            filter[ListIndex.Status] = new BsonDocument("$ne", BsonNull.Value);
        }

        filter["sort_key"] = range.Before is { } before ? between.Add("$lt", before) : between;
        filter["body"] = new BsonDocument("$ne", BsonNull.Value);
        return filter;
    }

    /// <summary>The index from its first field on, for Cosmos DB sorts by no other order.</summary>
    public static BsonDocument OrderOf(ListIndex index) => new(MongoIndex.Of(index).Fields.Select(field => new BsonElement(field, 1)));

    /// <summary>A document that was changed by hand reads as one that equals none and is older than any, so that it can be replaced.</summary>
    public static ReadModelDocument ReadOrBlank(BsonDocument document)
    {
        try
        {
            return Read(document);
        }
        catch (DamagedDocumentException)
        {
            return new ReadModelDocument(document["_id"].ToString()!, default, 0, "", "", null);
        }
    }

    /// <summary>The writes that make <paramref name="next"/> of <paramref name="standing"/>: each meets only the document that was read, by
    /// its version.</summary>
    public static IEnumerable<WriteModel<BsonDocument>> Replace(IReadOnlyList<BsonDocument> standing, IReadOnlyList<BsonDocument> next)
    {
        var before = standing.ToDictionary(d => d["_id"]);
        foreach (var document in next)
        {
            if (!before.Remove(document["_id"], out var old))
            {
                yield return new InsertOneModel<BsonDocument>(document);
            }
            else if (old != document)
            {
                yield return new ReplaceOneModel<BsonDocument>(AsRead(old), document);
            }
        }

        foreach (var gone in before.Values)
        {
            yield return new DeleteOneModel<BsonDocument>(AsRead(gone));
        }
    }

    private static BsonDocument AsRead(BsonDocument document) =>
        new() { ["_id"] = document["_id"], ["version"] = document.GetValue("version", BsonNull.Value) };
}
