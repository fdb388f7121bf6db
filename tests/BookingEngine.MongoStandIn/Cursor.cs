using MongoDB.Bson;

namespace BookingEngine.Tests.MongoStandIn;

/// <summary>Returns documents in batches. Used under the data's lock.</summary>
internal abstract class Cursor(string space)
{
    /// <summary>The maximum number of documents in an answer of a server.</summary>
    protected const int MaxBatchBytes = 16 * 1024 * 1024;

    /// <summary>There are no more documents: the client gets a cursor id of 0.</summary>
    public abstract bool IsOver { get; }

    /// <summary>Waits for documents instead of returning an empty batch.</summary>
    public abstract bool Waits { get; }

    /// <summary>The position of a stream after its last batch, for streams that report it.</summary>
    public virtual BsonDocument? Token => null;

    public abstract List<BsonDocument> Next(int size);

    public BsonDocument Answer(long id, string batchName, List<BsonDocument> batch)
    {
        var cursor = new BsonDocument { { "id", IsOver ? 0L : id }, { "ns", space }, { batchName, new BsonArray(batch) } };
        return new BsonDocument("cursor", Token is { } token ? cursor.Add("postBatchResumeToken", token) : cursor);
    }
}

/// <summary>The documents of a find, as they were at its start.</summary>
internal sealed class FindCursor(string space, IReadOnlyList<BsonDocument> found) : Cursor(space)
{
    private int _given;

    public override bool IsOver => _given >= found.Count;

    public override bool Waits => false;

    public override List<BsonDocument> Next(int size)
    {
        var (batch, bytes) = (new List<BsonDocument>(), 0);
        foreach (var document in found.Skip(_given).Take(size))
        {
            bytes += document.ToBson().Length;
            if (batch.Count > 0 && bytes > MaxBatchBytes) break;
            batch.Add(document);
        }

        _given += batch.Count;
        return batch;
    }
}
