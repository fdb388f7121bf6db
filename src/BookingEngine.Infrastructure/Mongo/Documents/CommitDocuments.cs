using System.Globalization;
using BookingEngine.EventSourcing;
using MongoDB.Bson;

namespace BookingEngine.Infrastructure.Mongo.Documents;

/// <summary>The stored form of commits. The <c>_id</c> combines stream and first version. So only one of two commits that expect the same
/// version can exist.</summary>
internal static class CommitDocuments
{
    // Both sort before every character of a stream name, so that documents sort by stream, then by version.
    private const char BeforeVersion = '+', AfterAllVersions = ',';

    public static string IdOf(StreamName stream, long firstVersion) =>
        string.Create(CultureInfo.InvariantCulture, $"{stream}{BeforeVersion}{firstVersion:000000000000}");

    /// <summary>Sorts after the ids of all commits of the stream, and before those of the next stream.</summary>
    public static string EndOf(string stream) => $"{stream}{AfterAllVersions}";

    /// <summary>The stream's name as read from the <c>_id</c>, which also works for damaged documents.</summary>
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
        new CommitId(Guid.ParseExact(d["commit_id"].AsString, "N")), StreamName.Parse(d["stream"].AsString), d.WholeNumber("first_version"),
        [.. d["events"].AsBsonArray.Select(e => new EventData(e["type"].AsString, e["data"].AsString))],
        new CommitMetadata(d.Instant("recorded_at"), d.TextOrNull("actor"), d["correlation_id"].AsString, d.TextOrNull("trace"))));

    /// <summary>The version that the stream has after this commit; null if the document is damaged. One damaged stream must not stop the
    /// others. Reading the events of that stream still throws.</summary>
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
        new StreamVersion(StreamName.Parse(d["stream"].AsString), d.WholeNumber("version")));
}
