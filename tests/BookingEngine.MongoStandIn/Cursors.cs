using System.Diagnostics;
using MongoDB.Bson;

namespace BookingEngine.Tests.MongoStandIn;

/// <summary>The open finds and change streams. A stop of the server closes them.</summary>
internal sealed class Cursors(StandInServer server)
{
    private const int DefaultBatch = 101, DefaultWaitMs = 1000;
    private readonly Dictionary<long, Cursor> _open = [];
    private readonly StandInData _data = server.Data;
    private long _lastId;

    /// <summary>The answer of a cursor with a single batch.</summary>
    public static BsonDocument Whole(string space, IEnumerable<BsonDocument> documents) => new(
        "cursor", new BsonDocument { { "id", 0L }, { "ns", space }, { "firstBatch", new BsonArray(documents) } });

    public BsonDocument Find(Command command)
    {
        command.Expect("filter", "sort", "limit", "batchSize", "projection", "singleBatch");
        var project = Shape.Projection(command.Document("projection"));
        var limit = command.Number("limit", 0) is > 0 and var some ? some : int.MaxValue;
        Filter.Compile(command.Document("filter"));
        lock (_data.Gate)
        {
            var collection = _data.Find(command.Database, command.Collection);
            server.Behaviour.AdmitRead(collection);
            server.Behaviour.AdmitSort(command.Document("sort"), collection);
            var found = Shape.Sorted(collection?.Find(command.Document("filter")) ?? [], command.Document("sort")).Take(limit).Select(project);
            var cursor = new FindCursor($"{command.Database}.{command.Collection}", [.. found]);
            return First(cursor, command.Number("batchSize", DefaultBatch), keep: !command.Is("singleBatch"));
        }
    }

    /// <summary>Only for a find.</summary>
    public BsonDocument Explain(Command command)
    {
        command.Expect("verbosity");
        var find = new Command(new BsonDocument(command.Document("explain")).Set("$db", command.Database));
        find.Expect("filter", "sort", "limit");
        lock (_data.Gate)
        {
            return Plan.Of(
                _data.Find(find.Database, find.Collection), find.Document("filter"), find.Document("sort"),
                find.Number("limit", 0) is > 0 and var some ? some : int.MaxValue).Describe();
        }
    }

    public BsonDocument Watch(Command command)
    {
        command.Expect("pipeline", "cursor");
        var isStream = command.Body["pipeline"].AsBsonArray is [BsonDocument first, ..] && first.Contains("$changeStream");
        if (!isStream) throw CommandException.Unknown(40324, $"Only change streams are aggregated here, not {command.Body["pipeline"]}");
        lock (_data.Gate)
        {
            return First(ChangeStream.Open(server, command), command.Document("cursor").GetValue("batchSize", DefaultBatch).ToInt32(), keep: true);
        }
    }

    public async Task<BsonDocument> GetMoreAsync(Command command, CancellationToken stopping)
    {
        command.Expect("collection", "batchSize");
        var (id, size) = (command.Body[0].ToInt64(), command.Number("batchSize", int.MaxValue));
        var patience = TimeSpan.FromMilliseconds(command.Number("maxTimeMS", DefaultWaitMs));
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            Task change;
            lock (_data.Gate)
            {
                change = _data.Log.Next;
                if (More(id, size, isLast: waiting.Elapsed >= patience) is { } answer) return answer;
            }

            var left = patience - waiting.Elapsed;
            if (left > TimeSpan.Zero) await change.WaitAsync(left, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stopping.ThrowIfCancellationRequested();
        }
    }

    public BsonDocument Kill(Command command)
    {
        command.Expect("cursors");
        lock (_data.Gate)
        {
            var killed = command.Body["cursors"].AsBsonArray.Where(id => _open.Remove(id.ToInt64())).ToArray();
            var missing = command.Body["cursors"].AsBsonArray.Except(killed);
            return new BsonDocument
            {
                { "cursorsKilled", new BsonArray(killed) }, { "cursorsNotFound", new BsonArray(missing) },
                { "cursorsAlive", new BsonArray() }, { "cursorsUnknown", new BsonArray() },
            };
        }
    }

    private BsonDocument First(Cursor cursor, int size, bool keep)
    {
        var batch = cursor.Next(size);
        if (!keep || cursor.IsOver) return cursor.Answer(0, "firstBatch", batch);
        _open[++_lastId] = cursor;
        return cursor.Answer(_lastId, "firstBatch", batch);
    }

    /// <summary>The next batch, or null while waiting for one.</summary>
    private BsonDocument? More(long id, int size, bool isLast)
    {
        var cursor = _open.GetValueOrDefault(id) ?? throw new CommandException(43, $"cursor id {id} not found");
        var isWorthWaiting = cursor.Waits && !isLast;
        try
        {
            var batch = cursor.Next(size);
            if (batch.Count == 0 && isWorthWaiting && !cursor.IsOver) return null;
            if (cursor.IsOver) _open.Remove(id);
            return cursor.Answer(id, "nextBatch", batch);
        }
        catch (CommandException)
        {
            _open.Remove(id);
            throw;
        }
    }
}
