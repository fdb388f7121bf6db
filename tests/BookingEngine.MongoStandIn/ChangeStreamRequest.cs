using System.Globalization;
using MongoDB.Bson;

namespace BookingEngine.Tests.MongoStandIn;

/// <summary>The request for a change stream: collections, position and stages.</summary>
internal sealed class ChangeStreamRequest
{
    private static readonly string[] CosmosOperations = ["insert", "replace", "update"];
    private static readonly BsonDocument CosmosProjection = new() { { "_id", 1 }, { "documentKey", 1 }, { "fullDocument", 1 }, { "ns", 1 } };
    private readonly Command _command;
    private readonly bool _isOfCluster;
    private readonly List<Func<BsonDocument, BsonDocument?>> _stages;
    private readonly bool _isCosmos;

    public ChangeStreamRequest(Behaviour behaviour, Command command)
    {
        _command = command;
        BsonDocument[] stages = [.. command.Body["pipeline"].AsBsonArray.Select(s => s.AsBsonDocument)];
        var options = stages[0]["$changeStream"].AsBsonDocument;
        Command.Expect(options, "fullDocument", "resumeAfter", "startAfter", "startAtOperationTime", "allChangesForCluster");
        _isOfCluster = options.GetValue("allChangesForCluster", false).ToBoolean();
        LooksUp = options.GetValue("fullDocument", "default") == "updateLookup";
        Token = options.GetValue("resumeAfter", options.GetValue("startAfter", null)) is BsonDocument token ? PositionOf(token) : null;
        Time = options.GetValue("startAtOperationTime", null) as BsonTimestamp;
        _isCosmos = behaviour.ChangeStreams == ChangeStreams.CollectionInOneForm;
        Admit(behaviour.ChangeStreams, stages[1..]);
        _stages = [.. stages[1..].Select(s => Stage(s.GetElement(0)))];
    }

    /// <summary>The position to resume after, or null.</summary>
    public long? Token { get; }

    /// <summary>The time to start at, or null.</summary>
    public BsonTimestamp? Time { get; }

    /// <summary>The event of an update has the whole document as it is when the event is read.</summary>
    public bool LooksUp { get; }

    /// <summary>The stream ends because its only collection was dropped.</summary>
    public bool Invalidates(Change change) => change.Operation == "drop" && !_isCosmos && _command.Collection is not null && Concerns(change);

    /// <summary>The event after all stages, or null when a stage removes it.</summary>
    public BsonDocument? Shape(Change change, Func<Change, BsonDocument> make)
    {
        if (!Concerns(change) || (_isCosmos && !CosmosOperations.Contains(change.Operation))) return null;
        return _stages.Aggregate((BsonDocument?)make(change), (shaped, stage) => shaped is null ? null : stage(shaped));
    }

    private bool Concerns(Change change) => change.Operation != ChangeLog.Nothing && (_isOfCluster || IsOfOwnCollections(change));

    private bool IsOfOwnCollections(Change change) =>
        change.Database == _command.Database && (_command.Collection is null || change.Collection == _command.Collection);

    private void Admit(ChangeStreams open, BsonDocument[] stages)
    {
        switch (open)
        {
            case ChangeStreams.None:
                throw new CommandException(40573, "The $changeStream stage is only supported on replica sets");
            case ChangeStreams.Unsupported:
                throw new CommandException(115, "Stage $changeStream is not supported yet in native pipeline");
            case ChangeStreams.ClusterOnly when !_isOfCluster:
                throw new CommandException(303, "Change streams on a collection or a database are not supported: watch the cluster.");
            case ChangeStreams.CollectionInOneForm when _command.Collection is null || !LooksUp || !IsCosmosForm(stages):
                throw new CommandException(115, "Change streams other than on a collection, by $match and $project, with updateLookup, are not supported.");
            case ChangeStreams.Any or ChangeStreams.ClusterOnly when _isOfCluster && _command.Database != "admin":
                throw new CommandException(72, "A $changeStream with 'allChangesForCluster:true' may only be opened on the 'admin' database.");
        }
    }

    private static bool IsCosmosForm(BsonDocument[] stages) =>
        stages is [var match, var project]
        && match.TryGetValue("$match", out var condition) && condition is BsonDocument { ElementCount: 1 } only
        && only.TryGetValue("operationType", out var types) && types is BsonDocument { ElementCount: 1 } list
        && list.TryGetValue("$in", out var operations) && operations.AsBsonArray.Select(o => o.AsString).Order(StringComparer.Ordinal).SequenceEqual(CosmosOperations)
        && project.TryGetValue("$project", out var fields)
        && fields.AsBsonDocument.OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => (f.Name, f.Value.ToBoolean() ? 1 : 0))
            .SequenceEqual(CosmosProjection.Select(f => (f.Name, 1)));

    private Func<BsonDocument, BsonDocument?> Stage(BsonElement stage)
    {
        switch (stage.Name)
        {
            case "$match" when _isCosmos:
                // These events have no operationType to filter by.
                return made => made;
            case "$match":
                var matches = Filter.Compile(stage.Value.AsBsonDocument);
                return made => matches(made) ? made : null;
            case "$project":
                return MongoStandIn.Shape.Projection(stage.Value.AsBsonDocument);
            default:
                throw CommandException.Unknown(40324, $"Unrecognized pipeline stage name: '{stage.Name}'");
        }
    }

    private static long PositionOf(BsonDocument token) =>
        token.TryGetValue("_data", out var data) && data.IsString && long.TryParse(data.AsString, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var at)
            ? at
            : throw new CommandException(260, $"Bad resume token: {token}");
}
