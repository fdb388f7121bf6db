using BookingEngine.Tests.MongoStandIn;
using MongoDB.Bson;

namespace BookingEngine.Benchmarks.Cost.Counting;

/// <summary>A database command as it is paid for.</summary>
/// <param name="Name">Its kind and its collection.</param>
/// <param name="Units">Request units.</param>
public sealed record StoreOperation(string Name, double Units)
{
    /// <summary>Null for commands about the connection, which read and write nothing.</summary>
    internal static StoreOperation? Of(Command command, BsonDocument? answer)
    {
        var documents = answer is null ? [] : Returned(answer);
        return command.Name switch
        {
            "find" when IsPointRead(command) => new($"read by key {command.Collection}", Reads(documents)),
            "find" => new($"query {command.Collection}", Reads(documents)),
            "getMore" when command.Collection == "events" => new("change stream events", Reads(documents)),
            "aggregate" => new($"change stream {command.Collection}", Reads(documents)),
            "getMore" => new($"query {command.Collection}", Reads(documents)),
            "insert" => new($"insert {command.Collection}", Writes(command, "documents", d => d)),
            "update" => new($"update {command.Collection}", Writes(command, "updates", d => d["u"])),
            "delete" => new($"delete {command.Collection}", Math.Max(answer?.GetValue("n", 0).ToInt32() ?? 0, 1) * RequestUnits.Write(0)),
            "findAndModify" => new($"update {command.Collection}", RequestUnits.Read(0) + RequestUnits.Write(0)),
            "createIndexes" or "listIndexes" or "listCollections" or "create" or "drop" => new("collections and indexes", 0),
            _ => null,
        };
    }

    private static bool IsPointRead(Command command) =>
        command.Document("filter") is { ElementCount: 1 } filter && filter.GetElement(0) is { Name: "_id", Value: not BsonDocument };

    // A read that finds nothing is charged too.
    private static double Reads(IReadOnlyList<BsonDocument> documents) => Math.Max(RequestUnits.Read(0), documents.Sum(d => RequestUnits.Read(SizeOf(d))));

    private static double Writes(Command command, string statements, Func<BsonDocument, BsonValue> written) =>
        command.Body[statements].AsBsonArray.Sum(s => RequestUnits.Write(SizeOf(written(s.AsBsonDocument))));

    private static long SizeOf(BsonValue value) => value is BsonDocument document ? document.ToBson().Length : 0;

    private static IReadOnlyList<BsonDocument> Returned(BsonDocument answer) => answer.TryGetValue("cursor", out var cursor)
        ? [.. ((cursor.AsBsonDocument.GetValue("firstBatch", null) ?? cursor.AsBsonDocument["nextBatch"]).AsBsonArray).Select(d => d.AsBsonDocument)]
        : [];
}
