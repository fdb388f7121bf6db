using MongoDB.Bson;

namespace BookingEngine.Tests.MongoStandIn;

/// <summary>Documents handed out in batches. Used under the data's lock.</summary>
internal abstract class Cursor(string space)
{
    /// <summary>A server's answers hold no more, however many documents are asked for.</summary>
    protected const int MaxBatchBytes = 16 * 1024 * 1024;

    /// <summary>Nothing more will come: the client hears of it by a cursor id of 0.</summary>
    public abstract bool IsOver { get; }

    /// <summary>Waits for documents to come, rather than answer that there are none.</summary>
    public abstract bool Waits { get; }

    /// <summary>Where a stream stands after its last batch, for those that say so.</summary>
    public virtual BsonDocument? Token => null;

    public abstract List<BsonDocument> Next(int size);

    public BsonDocument Answer(long id, string batchName, List<BsonDocument> batch)
    {
        var cursor = new BsonDocument { { "id", IsOver ? 0L : id }, { "ns", space }, { batchName, new BsonArray(batch) } };
        return new BsonDocument("cursor", Token is { } token ? cursor.Add("postBatchResumeToken", token) : cursor);
    }
}

/// <summary>A find's documents, as they were when it began.</summary>
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
