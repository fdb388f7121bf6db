using MongoDB.Bson;

namespace BookingEngine.Tests.MongoStandIn;

/// <summary>One entry of the log that change streams read.</summary>
/// <param name="Document">The whole document, for an insert and a replacement.</param>
/// <param name="Description">What an update changed.</param>
internal sealed record Change(
    long Sequence, BsonTimestamp At, string Operation, string Database, string Collection, BsonValue? Id, BsonDocument? Document, BsonDocument? Description);

/// <summary>Every change in order, and what is still kept of it. Used under the data's lock, but for waiting.</summary>
internal sealed class ChangeLog
{
    private readonly TimeProvider _time;
    private readonly List<Change> _changes = [];
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lostBefore;
    private BsonTimestamp _lostBeforeTime;

    public ChangeLog(TimeProvider time)
    {
        _time = time;
        Latest = Tick();
        _lostBeforeTime = new BsonTimestamp(0);
    }

    /// <summary>The position after the last change.</summary>
    public long End { get; private set; }

    public BsonTimestamp Latest { get; private set; } = new(0);

    /// <summary>Completes at the next change.</summary>
    public Task Next => _next.Task;

    public void Append(string operation, string database, string collection, BsonValue? id = null, BsonDocument? document = null, BsonDocument? description = null)
    {
        _changes.Add(new Change(++End, Latest = Tick(), operation, database, collection, id, document, description));
        var waiting = _next;
        _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.SetResult();
    }

    /// <summary>Forgets every change. Tokens given so far are no longer good: the log begins after them.</summary>
    public void Lose()
    {
        _changes.Clear();
        _lostBefore = ++End;
        _lostBeforeTime = Latest = Tick();
    }

    public bool IsLost(long token) => token < _lostBefore;

    public bool IsLost(BsonTimestamp time) => (ulong)time.Value < (ulong)_lostBeforeTime.Value;

    /// <summary>Whether changes after an open stream's position were forgotten before it read them.</summary>
    public bool WasOvertaken(long position) => position < _lostBefore - 1;

    public long PositionBefore(BsonTimestamp time) =>
        _changes.Find(c => (ulong)c.At.Value >= (ulong)time.Value) is { } first ? first.Sequence - 1 : End;

    public IEnumerable<Change> After(long position) =>
        _changes.Skip(_changes.Count == 0 ? 0 : (int)Math.Max(0, position - _changes[0].Sequence + 1));

    private BsonTimestamp Tick()
    {
        var now = (int)_time.GetUtcNow().ToUnixTimeSeconds();
        return now > Latest.Timestamp ? new BsonTimestamp(now, 1) : new BsonTimestamp(Latest.Timestamp, Latest.Increment + 1);
    }
}
