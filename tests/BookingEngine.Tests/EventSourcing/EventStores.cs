using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Sqlite.Events;
using BookingEngine.Pipeline.Feeds;
using BookingEngine.Tests.InMemory;
using BookingEngine.Tests.Sqlite;

namespace BookingEngine.Tests.EventSourcing;

public sealed class SqliteEventStoreTests : EventStoreContract, IDisposable
{
    private readonly SqliteFolder _folder = new();
    private SqliteEventStore? _store;

    protected override IEventStore Store => Sqlite;

    protected override IFeed Feed => Sqlite;

    private SqliteEventStore Sqlite => _store ??= _folder.Events();

    [Fact]
    public async Task An_acknowledged_commit_survives_reopening_the_store()
    {
        await Store.AppendAsync([Commit(Stream, 0, "first")]);
        _folder.Reopen();
        _store = null;
        Assert.Equal([new StreamVersion(Stream, 1)], await Store.ListStreamsAsync(null, 10, CancellationToken.None));
    }

    // Not part of the contract: a document store would have to read before each write to notice this.
    [Fact]
    public async Task An_append_at_a_future_version_is_a_conflict_and_writes_nothing()
    {
        await Store.AppendAsync([Commit(Stream, 0, "first")]);
        Assert.Equal(0, (await Store.AppendAsync([Commit(Stream, 2, "early")])).Stand);
        Assert.Equal(["first"], await TypesAsync(Stream));
    }

    public void Dispose() => _folder.Dispose();
}

/// <summary>The store of the simulations keeps the same contract.</summary>
public sealed class InMemoryEventStoreTests : EventStoreContract
{
    private readonly InMemoryEventStore _store = new(new EventLog(), Steps.Locked());

    protected override IEventStore Store => _store;

    protected override IFeed Feed => _store;
}
