using MongoDB.Bson;

namespace BookingEngine.Tests.MongoStandIn;

/// <summary>Applies the fault of a command, executes it and builds its answer. One for each start of the server.</summary>
internal sealed class Dispatcher(StandInServer server)
{
    private readonly Handshake _handshake = new(server);
    private readonly Writes _writes = new(server.Behaviour, server.Data);
    private readonly FindAndModify _findAndModify = new(server.Behaviour, server.Data);
    private readonly Catalogue _catalogue = new(server.Behaviour, server.Data);
    private readonly Cursors _cursors = new(server);
    private int _dataCommands;

    /// <summary>The answer, or null to reset the connection without one.</summary>
    public async Task<BsonDocument?> AnswerAsync(Command command, CancellationToken stopping)
    {
        server.Received(command.Name);
        var fault = FaultFor(command);
        if (fault.Kind == FaultKind.Delay) await (fault.Release ?? Task.Delay(fault.Milliseconds, stopping)).WaitAsync(stopping);
        BsonDocument? answer = fault.Kind switch
        {
            FaultKind.DropBeforeApplying => null,
            FaultKind.Error => Error(command, new CommandException(fault.Code, fault.Message)),
            FaultKind.Throttle => Throttled(command, CommandException.Throttled(fault.Milliseconds)),
            _ => await RunAsync(command, stopping),
        };
        return fault.Kind switch
        {
            FaultKind.DropAfterApplying => null,
            FaultKind.ErrorAfterApplying => WithTimes(new CommandException(fault.Code, fault.Message).Answer(command)),
            _ => answer is null ? null : WithTimes(answer),
        };
    }

    private Fault FaultFor(Command command)
    {
        var planned = server.Faults.For(command);
        if (planned.Kind != FaultKind.None || server.Behaviour.ThrottlesEvery == 0 || !Faults.IsData(command.Name)) return planned;
        return Interlocked.Increment(ref _dataCommands) % server.Behaviour.ThrottlesEvery == 0 ? Fault.Throttle(server.Behaviour.RetryAfterMs) : planned;
    }

    private async Task<BsonDocument> RunAsync(Command command, CancellationToken stopping)
    {
        try
        {
            Admit(command);
            return (await ExecuteAsync(command, stopping)).Set("ok", 1.0);
        }
        catch (CommandException e)
        {
            return Error(command, e);
        }
        catch (Exception e) when (e is InvalidCastException or KeyNotFoundException or FormatException)
        {
            return Error(command, CommandException.Unknown(9, $"{command.Name} is not understood: {e.Message}"));
        }
    }

    private void Admit(Command command)
    {
        if (command.Name is "saslStart" or "saslContinue") throw new CommandException(18, "Authentication failed.");
        if (server.Behaviour.RequiresCredentials && command.Name is not ("hello" or "isMaster" or "ismaster" or "ping"))
            throw new CommandException(13, $"Command {command.Name} requires authentication");
        if (command.TransactionNumber is not null && !server.Behaviour.TakesRetryableWrites)
            throw new CommandException(20, "Retryable writes are not supported: transaction numbers are only allowed on a replica set member or mongos");
    }

    private async Task<BsonDocument> ExecuteAsync(Command command, CancellationToken stopping) => command.Name switch
    {
        "hello" or "isMaster" or "ismaster" => _handshake.Hello(),
        "ping" or "endSessions" => [],
        "buildInfo" or "buildinfo" => Handshake.BuildInfo(),
        "insert" or "update" or "delete" => _writes.Run(command),
        "findAndModify" => _findAndModify.Run(command),
        "find" => _cursors.Find(command),
        "explain" => _cursors.Explain(command),
        "aggregate" => _cursors.Watch(command),
        "getMore" => await _cursors.GetMoreAsync(command, stopping),
        "killCursors" => _cursors.Kill(command),
        "createIndexes" => _catalogue.CreateIndexes(command),
        "listIndexes" => _catalogue.ListIndexes(command),
        "listCollections" => _catalogue.ListCollections(command),
        "create" => _catalogue.Create(command),
        "drop" => _catalogue.Drop(command),
        "dropDatabase" => _catalogue.DropDatabase(command),
        _ => throw CommandException.Unknown(59, $"no such command: '{command.Name}'"),
    };

    private BsonDocument Error(Command command, CommandException error)
    {
        if (error.IsComplaint) server.Complain($"{command.Name} {command.Collection}: {error.Message}");
        return error.Answer(command);
    }

    private BsonDocument Throttled(Command command, CommandException error) =>
        command.Name is "insert" or "update" or "delete" ? _writes.ExecuteHalf(command, error).Set("ok", 1.0) : error.Answer(command);

    private BsonDocument WithTimes(BsonDocument answer)
    {
        if (!server.Behaviour.HasClusterTime) return answer;
        var now = server.Data.LatestTime;
        var signature = new BsonDocument { { "hash", new byte[20] }, { "keyId", 0L } };
        return answer.Set("$clusterTime", new BsonDocument { { "clusterTime", now }, { "signature", signature } }).Set("operationTime", now);
    }
}
