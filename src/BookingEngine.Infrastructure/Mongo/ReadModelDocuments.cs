using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using MongoDB.Bson;

namespace BookingEngine.Infrastructure.Mongo;

internal static class ReadModelDocuments
{
    public static BsonDocument ById(string model, string id) => new("_id", $"{model}:{id}");

    public static BsonDocument Write(string model, ReadModelDocument document) => new()
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

    public static ReadModelDocument Read(BsonDocument document) => MongoFields.Read(MongoCollections.ReadModels, document, d => new ReadModelDocument(
        d["id"].AsString, StreamName.Parse(d["stream"].AsString), d.Whole("version"), d["partition"].AsString, d["sort_key"].AsString,
        d.TextOrNull("body")));
}
