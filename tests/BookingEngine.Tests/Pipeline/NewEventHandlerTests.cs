using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Sqlite.Stores;
using BookingEngine.Pipeline;
using BookingEngine.ReadModels;
using BookingEngine.Tests.InMemory;
using BookingEngine.Tests.Sqlite;

namespace BookingEngine.Tests.Pipeline;

public sealed class SqliteNewEventHandlerTests : NewEventHandlerContract, IDisposable
{
    private readonly SqliteFolder _folder = new();

    protected override IEventStore Store => _folder.Events();

    protected override IReadModelStore Positions => new SqliteReadModelStore(_folder.Store);

    protected override ICheckpoints Checkpoints => new SqliteCheckpoints(_folder.Store);

    public void Dispose() => _folder.Dispose();
}

public sealed class InMemoryNewEventHandlerTests : NewEventHandlerContract
{
    protected override IEventStore Store { get; } = new InMemoryEventStore(new EventLog(), Steps.Locked());

    protected override IReadModelStore Positions { get; } = new InMemoryReadModelStore(new ReadModelTables(), Steps.Locked());

    protected override ICheckpoints Checkpoints { get; } = new InMemoryCheckpoints([], Steps.Locked());
}
