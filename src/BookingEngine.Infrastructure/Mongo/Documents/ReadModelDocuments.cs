using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Mongo.Documents;

/// <summary>The stored form of read model documents. The <c>_id</c> combines model and id.</summary>
internal static class ReadModelDocuments
{
    private const string Answer = "answer", AnswerShape = "answer_shape";

    public static BsonDocument ById(string model, string id) => new("_id", $"{model}:{id}");

    public static BsonDocument ByIds(string model, IEnumerable<string> ids) =>
        new("_id", new BsonDocument("$in", new BsonArray(ids.Select(id => $"{model}:{id}"))));

    public static WriteModel<BsonDocument> Write(string model, DocumentWrite write)
    {
        var document = Write(model, write.Document);
        return write.ExpectedVersion == 0
            ? new InsertOneModel<BsonDocument>(document)
            : new ReplaceOneModel<BsonDocument>(new BsonDocument { ["_id"] = document["_id"], ["version"] = write.ExpectedVersion }, document);
    }

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
        if (document.Keys is { } keys)
        {
            written.AddRange(Write(keys));
        }

        if (document.Answer is { } answer)
        {
            (written[Answer], written[AnswerShape]) = (answer.Json.ToArray(), answer.Shape);
        }

        return written;
    }

    public static BsonDocument Write(ListKeys keys) => new()
    {
        [ListIndex.Resource] = keys.Resource,
        [ListIndex.Service] = keys.Service,
        [ListIndex.Status] = keys.Status,
    };

    public static ReadModelDocument Read(BsonDocument document) => MongoFields.Read(MongoCollections.ReadModels, document, d => new ReadModelDocument(
        d["id"].AsString, StreamName.Parse(d["stream"].AsString), d.WholeNumber("version"), d["partition"].AsString, d["sort_key"].AsString,
        d.TextOrNull("body"))
    {
        Keys = d.TryGetValue(ListIndex.Resource, out var resource)
            ? new ListKeys(resource.AsString, d[ListIndex.Service].AsString, d[ListIndex.Status].AsString)
            : null,
        Answer = d.TryGetValue(Answer, out var answer) ? new DocumentAnswer(d[AnswerShape].AsString, answer.AsByteArray) : null,
    });

    /// <summary>The fields that <see cref="ReadAnswer"/> reads.</summary>
    public static BsonDocument AnswerFields => new() { ["sort_key"] = 1, [Answer] = 1, [AnswerShape] = 1 };

    /// <summary>Null if it has no answer of this shape.</summary>
    public static ListedAnswer? ReadAnswer(BsonDocument document, string shape) => MongoFields.Read<ListedAnswer?>(MongoCollections.ReadModels, document, d =>
        d.TryGetValue(AnswerShape, out var stored) && stored == shape ? new ListedAnswer(d["sort_key"].AsString, d[Answer].AsByteArray) : null);

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

    /// <summary>All fields of the index in its order: Cosmos DB supports no other sort.</summary>
    public static BsonDocument OrderOf(ListIndex index) => new(MongoIndex.Of(index).Fields.Select(field => new BsonElement(field, 1)));

    /// <summary>Reads a damaged document as one with version 0, which equals no other document. So a rebuild can replace it.</summary>
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

    /// <summary>The writes that turn <paramref name="existing"/> into <paramref name="next"/>. Each write applies only if the document still
    /// has the version that was read.</summary>
    public static IEnumerable<WriteModel<BsonDocument>> Replace(IReadOnlyList<BsonDocument> existing, IReadOnlyList<BsonDocument> next)
    {
        var before = existing.ToDictionary(d => d["_id"]);
        foreach (var document in next)
        {
            if (!before.Remove(document["_id"], out var old))
            {
                yield return new InsertOneModel<BsonDocument>(document);
            }
            else if (old != document)
            {
                yield return new ReplaceOneModel<BsonDocument>(VersionGuard(old), document);
            }
        }

        foreach (var removed in before.Values)
        {
            yield return new DeleteOneModel<BsonDocument>(VersionGuard(removed));
        }
    }

    private static BsonDocument VersionGuard(BsonDocument document) =>
        new() { ["_id"] = document["_id"], ["version"] = document.GetValue("version", BsonNull.Value) };
}
