using MongoDB.Bson;

namespace BookingEngine.Tests.MongoStandIn;

/// <summary>The data of a server: collections, the change log, and completed retryable writes.</summary>
public sealed class StandInData(TimeProvider time)
{
    private readonly Dictionary<(string Database, string Name), StandInCollection> _collections = [];

    internal TimeProvider Time => time;

    /// <summary>Held during each statement of a write and each read of documents.</summary>
    internal Lock Gate { get; } = new();

    internal ChangeLog Log { get; } = new(time);

    internal RetriedWrites Retried { get; } = new();

    internal BsonTimestamp LatestTime
    {
        get
        {
            lock (Gate) return Log.Latest;
        }
    }

    /// <summary>How many changes there were.</summary>
    public long Changes
    {
        get
        {
            lock (Gate) return Log.End;
        }
    }

    /// <summary>Drops the change log. Existing tokens become invalid if the behaviour supports that.</summary>
    public void LoseHistory()
    {
        lock (Gate) Log.Lose();
    }

    /// <summary>A collection's documents in the order of their ids.</summary>
    public IReadOnlyList<BsonDocument> Documents(string database, string collection)
    {
        lock (Gate) return [.. (Find(database, collection)?.All ?? []).Select(d => d.DeepClone().AsBsonDocument)];
    }

    /// <summary>Adds documents to a collection without a command.</summary>
    public void Put(string database, string collection, IEnumerable<BsonDocument> documents)
    {
        lock (Gate)
        {
            foreach (var document in documents) Open(database, collection).Insert(document.DeepClone().AsBsonDocument);
        }
    }

    internal StandInCollection? Find(string database, string? name) =>
        _collections.GetValueOrDefault((database, name ?? "")) is { Exists: true } found ? found : null;

    /// <summary>The collection, which a write creates if it does not exist.</summary>
    internal StandInCollection Open(string database, string? name)
    {
        if (string.IsNullOrEmpty(name)) throw new CommandException(73, $"Invalid namespace: {database}.");
        return _collections.TryGetValue((database, name), out var found) ? found : _collections[(database, name)] = new StandInCollection(database, name, Log);
    }

    internal IEnumerable<StandInCollection> In(string database) =>
        _collections.Values.Where(c => c.Exists && c.Database == database);

    internal bool Drop(string database, string name)
    {
        if (Find(database, name) is null) return false;
        _collections.Remove((database, name));
        Log.Append("drop", database, name);
        return true;
    }
}

/// <summary>Like a replica set's transaction table: a repeated retryable write is answered without being executed again. Each session has one at a
/// time.</summary>
internal sealed class RetriedWrites
{
    private readonly Dictionary<BsonValue, (long Number, Dictionary<int, object> Done)> _sessions = [];

    /// <summary>Executes the statement of this command unless it succeeded before.</summary>
    public T Once<T>(Command command, int statement, Func<T> apply) where T : notnull
    {
        if (command.TransactionNumber is not { } number) return apply();
        var session = command.Body["lsid"]["id"];
        if (!_sessions.TryGetValue(session, out var last) || last.Number < number) _sessions[session] = last = (number, []);
        if (last.Number > number) throw new CommandException(225, $"Retryable write with txnNumber {number} is prohibited: {last.Number} is under way.");
        if (last.Done.TryGetValue(statement, out var done)) return (T)done;
        var result = apply();
        last.Done[statement] = result;
        return result;
    }
}
