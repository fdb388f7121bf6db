using MongoDB.Bson;

namespace BookingEngine.Tests.MongoStandIn;

/// <summary>What a server keeps: collections, the log of changes, and which retryable writes were done.</summary>
public sealed class StandInData(TimeProvider time)
{
    private readonly Dictionary<(string Database, string Name), StandInCollection> _collections = [];

    internal TimeProvider Time => time;

    /// <summary>Held for each statement of a write and for each look at the documents.</summary>
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

    /// <summary>The log of changes forgets everything so far: no token given until now can be resumed after, where the behaviour has that.</summary>
    public void LoseHistory()
    {
        lock (Gate) Log.Lose();
    }

    /// <summary>A collection's documents in the order of their ids.</summary>
    public IReadOnlyList<BsonDocument> Documents(string database, string collection)
    {
        lock (Gate) return [.. (Find(database, collection)?.All ?? []).Select(d => d.DeepClone().AsBsonDocument)];
    }

    /// <summary>Puts documents in a collection past the wire.</summary>
    public void Put(string database, string collection, IEnumerable<BsonDocument> documents)
    {
        lock (Gate)
        {
            foreach (var document in documents) Open(database, collection).Insert(document.DeepClone().AsBsonDocument);
        }
    }

    internal StandInCollection? Find(string database, string? name) =>
        _collections.GetValueOrDefault((database, name ?? "")) is { Exists: true } found ? found : null;

    /// <summary>The collection, not yet made if it is new.</summary>
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

/// <summary>As a replica set's table of transactions: a retryable write sent again is answered, not done again. Each session has one under way.</summary>
internal sealed class RetriedWrites
{
    private readonly Dictionary<BsonValue, (long Number, Dictionary<int, object> Done)> _sessions = [];

    /// <summary>Does the statement of this command unless that was done. A statement that fails was not done.</summary>
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
