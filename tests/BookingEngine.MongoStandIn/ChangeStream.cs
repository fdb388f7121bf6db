using MongoDB.Bson;

namespace BookingEngine.Tests.MongoStandIn;

/// <summary>A change stream: reads the log from its position through its pipeline.</summary>
internal sealed class ChangeStream(string space, StandInServer server, ChangeStreamRequest request, long position, bool isLost) : Cursor(space)
{
    private readonly ChangeLog _log = server.Data.Log;
    private long _position = position;
    private int _emptyFirst = server.Behaviour.EmptyBatchesFirst;
    private bool _isOpened, _isInvalidated;

    /// <summary>Opens it at the requested position, or at the present.</summary>
    public static ChangeStream Open(StandInServer server, Command command)
    {
        var (behaviour, log) = (server.Behaviour, server.Data.Log);
        var request = new ChangeStreamRequest(behaviour, command);
        if (command.Collection is { } watched) behaviour.AdmitRead(server.Data.Find(command.Database, watched));
        var forgets = request.Token is not null && server.StartsAtPresentAfterFailover;
        if (forgets) server.StartsAtPresentAfterFailover = false;
        var isLost = behaviour.LosesHistory && !forgets
            && (request.Token is { } token ? log.IsLost(token) : request.Time is { } time && log.IsLost(time));
        if (isLost && !behaviour.ReportsLostHistoryLate) throw Lost();
        var position = forgets ? log.End : request.Token ?? (request.Time is { } start ? log.PositionBefore(start) : log.End);
        return new ChangeStream($"{command.Database}.{command.Collection ?? "$cmd.aggregate"}", server, request, position, isLost);
    }

    public override bool IsOver => _isInvalidated;

    public override bool Waits => _emptyFirst == 0;

    public override BsonDocument? Token => server.Behaviour.OneTokenPerPage ? null : TokenAt(_position);

    public override List<BsonDocument> Next(int size)
    {
        RefuseLost();
        if (_emptyFirst > 0)
        {
            _emptyFirst--;
            return [];
        }

        var page = isLost ? [] : Page(size);
        if (server.Behaviour.OneTokenPerPage) page.ForEach(e => e.Set("_id", TokenAt(_position)));
        return page;
    }

    private List<BsonDocument> Page(int size)
    {
        var (page, bytes) = (new List<BsonDocument>(), 0);
        foreach (var change in _log.After(_position))
        {
            if (page.Count >= size || _isInvalidated) return page;
            if (request.Shape(change, Event) is { } shaped)
            {
                bytes += shaped.ToBson().Length;
                if (page.Count > 0 && bytes > MaxBatchBytes) return page;
                page.Add(shaped);
            }

            _position = change.Sequence;
            if (!request.Invalidates(change)) continue;
            _isInvalidated = true;
            page.Add(new BsonDocument { { "_id", TokenAt(_position) }, { "operationType", "invalidate" } });
        }

        return page;
    }

    private void RefuseLost()
    {
        if ((isLost && _isOpened) || (server.Behaviour.LosesHistory && !isLost && _log.WasOvertaken(_position))) throw Lost();
        _isOpened = true;
    }

    private BsonDocument Event(Change change)
    {
        var (document, isLookup) = (change.Document, change.Operation == "update" && request.LooksUp);
        if (isLookup) document = server.Data.Find(change.Database, change.Collection)?.Get(change.Id!);
        var made = new BsonDocument { { "_id", TokenAt(change.Sequence) } };
        if (!server.Behaviour.OneTokenPerPage) made.Add("operationType", change.Operation).Add("clusterTime", change.At);
        if (document is not null || isLookup) made.Add("fullDocument", (BsonValue?)document ?? BsonNull.Value);
        made.Add("ns", new BsonDocument { { "db", change.Database }, { "coll", change.Collection } });
        if (change.Id is { } id) made.Add("documentKey", new BsonDocument("_id", id));
        return change.Update is { } description ? made.Add("updateDescription", description) : made;
    }

    private static BsonDocument TokenAt(long position) => new("_data", position.ToString("X16", System.Globalization.CultureInfo.InvariantCulture));

    private static CommandException Lost() => new(
        286, "Resume of change stream was not possible, as the resume point may no longer be in the oplog.");
}
