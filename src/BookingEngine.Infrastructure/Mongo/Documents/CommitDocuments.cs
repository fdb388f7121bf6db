using BookingEngine.EventSourcing;
using MongoDB.Bson;

namespace BookingEngine.Infrastructure.Mongo.Documents;

/// <summary>Commits as documents. The <c>_id</c> is made of stream and first version, so that of two commits which expect the same version
/// only one can be there.</summary>
internal static class CommitDocuments
{
    // Sorts before all that a stream's name may hold, so that documents stand in the order of streams, then of versions.
    private const char BeforeVersion = '+', AfterAllVersions = ',';

    public static string IdOf(StreamName stream, long firstVersion) => $"{stream}{BeforeVersion}{firstVersion:000000000000}";

    /// <summary>Greater than the ids of all commits of the stream, and less than those of the next stream.</summary>
    public static string EndOf(string stream) => $"{stream}{AfterAllVersions}";

    /// <summary>Whose commit it is, by its id alone.</summary>
    public static string StreamOf(BsonDocument commit) => commit["_id"].ToString()!.Split(BeforeVersion)[0];

    public static BsonDocument Write(Commit commit) =>
        Write(new StoredCommit(commit.Id, commit.Stream, commit.ExpectedVersion + 1, commit.Events, commit.Metadata));

    public static BsonDocument Write(StoredCommit commit) => new()
    {
        ["_id"] = IdOf(commit.Stream, commit.FirstVersion),
        ["stream"] = commit.Stream.Value,
        ["first_version"] = commit.FirstVersion,
        ["version"] = commit.Version,
        ["commit_id"] = commit.Id.ToString(),
        ["recorded_at"] = commit.Metadata.RecordedAt.Text(),
        ["actor"] = MongoFields.OrNull(commit.Metadata.Actor),
        ["correlation_id"] = commit.Metadata.CorrelationId,
        ["trace"] = MongoFields.OrNull(commit.Metadata.Trace),
        ["events"] = new BsonArray(commit.Events.Select(e => new BsonDocument { ["type"] = e.Type, ["data"] = e.Json })),
    };

    public static StoredCommit Read(BsonDocument document) => MongoFields.Read(MongoCollections.Events, document, d => new StoredCommit(
        new CommitId(Guid.ParseExact(d["commit_id"].AsString, "N")), StreamName.Parse(d["stream"].AsString), d.Whole("first_version"),
        [.. d["events"].AsBsonArray.Select(e => new EventData(e["type"].AsString, e["data"].AsString))],
        new CommitMetadata(d.Instant("recorded_at"), d.TextOrNull("actor"), d["correlation_id"].AsString, d.TextOrNull("trace"))));

    /// <summary>How far a commit brings its stream; null if it is damaged, so that one bad stream stops no other. Who reads that stream's
    /// events learns of it.</summary>
    public static StreamVersion? TryReadVersion(BsonDocument document)
    {
        try
        {
            return ReadVersion(document);
        }
        catch (DamagedDocumentException)
        {
            return null;
        }
    }

    private static StreamVersion ReadVersion(BsonDocument document) => MongoFields.Read(MongoCollections.Events, document, d =>
        new StreamVersion(StreamName.Parse(d["stream"].AsString), d.Whole("version")));
}
