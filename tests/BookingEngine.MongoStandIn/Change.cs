using MongoDB.Bson;

namespace BookingEngine.Tests.MongoStandIn;

/// <summary>One entry of the change log, which change streams read.</summary>
/// <param name="Document">The whole document of an insert or replacement.</param>
/// <param name="Update">The changes of an update.</param>
internal sealed record Change(
    long Sequence, BsonTimestamp At, string Operation, string Database, string Collection, BsonValue? Id, BsonDocument? Document, BsonDocument? Update)
{
    /// <summary>The description of an update, by whole top-level fields.</summary>
    public static BsonDocument Description(BsonDocument before, BsonDocument after) => new()
    {
        { "updatedFields", new BsonDocument(after.Where(e => !before.TryGetValue(e.Name, out var old) || !old.Equals(e.Value))) },
        { "removedFields", new BsonArray(before.Names.Where(n => !after.Contains(n))) },
        { "truncatedArrays", new BsonArray() },
    };
}

/// <summary>All changes in order, and how much history is kept. Used under the data's lock, except for waiting.</summary>
internal sealed class ChangeLog
{
    /// <summary>The operation of an entry that no stream shows.</summary>
    public const string Nothing = "n";

    private readonly TimeProvider _time;
    private readonly List<Change> _changes = [];
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lostBefore;
    private BsonTimestamp _lostBeforeTime = new(0);

    public ChangeLog(TimeProvider time)
    {
        _time = time;
        Latest = Tick();
    }

    /// <summary>The position after the last change.</summary>
    public long End => _changes.Count;

    public BsonTimestamp Latest { get; private set; } = new(0);

    /// <summary>Completes at the next change.</summary>
    public Task Next => _next.Task;

    public void Append(string operation, string database, string collection, BsonValue? id = null, BsonDocument? document = null, BsonDocument? description = null)
    {
        _changes.Add(new Change(End + 1, Latest = Tick(), operation, database, collection, id, document, description));
        var waiting = _next;
        _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.SetResult();
    }

    /// <summary>Drops all changes so far. Existing tokens become invalid: the log starts with an empty entry. The changes stay for the behaviour that
    /// never loses history.</summary>
    public void Lose()
    {
        Append(Nothing, "", "");
        (_lostBefore, _lostBeforeTime) = (End, Latest);
    }

    public bool IsLost(long token) => token < _lostBefore;

    public bool IsLost(BsonTimestamp time) => (ulong)time.Value < (ulong)_lostBeforeTime.Value;

    /// <summary>Whether changes were dropped before an open stream read them.</summary>
    public bool WasOvertaken(long position) => position < _lostBefore - 1;

    public long PositionBefore(BsonTimestamp time) =>
        _changes.Find(c => (ulong)c.At.Value >= (ulong)time.Value) is { } first ? first.Sequence - 1 : End;

    public IEnumerable<Change> After(long position) => _changes.Skip((int)position);

    private BsonTimestamp Tick()
    {
        var now = (int)_time.GetUtcNow().ToUnixTimeSeconds();
        return now > Latest.Timestamp ? new BsonTimestamp(now, 1) : new BsonTimestamp(Latest.Timestamp, Latest.Increment + 1);
    }
}
