using BookingEngine.Aggregates;
using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Sqlite.Stores;
using BookingEngine.Tests.InMemory;
using BookingEngine.Tests.Sqlite;
using NodaTime;

namespace BookingEngine.Tests.EventSourcing;

/// <summary>The contract of every snapshot store. One subclass for each store.</summary>
public abstract class SnapshotStoreContract
{
    protected static readonly StreamName Stream = StreamName.Parse("calendar-a"), Other = StreamName.Parse("calendar-b");

    protected abstract ISnapshots Snapshots { get; }

    [ServerFact]
    public async Task A_snapshot_is_read_back_as_saved()
    {
        await Snapshots.SaveAsync(At(200));
        Assert.Equal(At(200), await FindAsync(Stream));
        Assert.Null(await FindAsync(Other));
    }

    [ServerFact]
    public async Task A_newer_snapshot_replaces_an_older_one()
    {
        await Snapshots.SaveAsync(At(200));
        await Snapshots.SaveAsync(At(400));
        Assert.Equal(At(400), await FindAsync(Stream));
    }

    [ServerFact]
    public async Task An_older_snapshot_changes_nothing()
    {
        await Snapshots.SaveAsync(At(400));
        await Snapshots.SaveAsync(At(399));
        Assert.Equal(At(400), await FindAsync(Stream));
    }

    [ServerFact]
    public async Task A_snapshot_of_the_same_version_and_another_shape_replaces_the_first()
    {
        await Snapshots.SaveAsync(At(400));
        await Snapshots.SaveAsync(At(400) with { Shape = "calendar.v2", Json = "{}" });
        Assert.Equal(At(400) with { Shape = "calendar.v2", Json = "{}" }, await FindAsync(Stream));
    }

    [ServerFact]
    public async Task Each_stream_has_its_own_snapshot()
    {
        await Snapshots.SaveAsync(At(400));
        await Snapshots.SaveAsync(At(200) with { Stream = Other });
        Assert.Equal((400, 200), ((await FindAsync(Stream))!.Version, (await FindAsync(Other))!.Version));
    }

    [ServerFact]
    public async Task Of_many_concurrent_saves_the_newest_snapshot_wins()
    {
        await Task.WhenAll(Enumerable.Range(1, 50).Select(n => Task.Run(() => Snapshots.SaveAsync(At(n * 37 % 53)))));
        Assert.Equal(At(52), await FindAsync(Stream));
    }

    [ServerFact]
    public async Task The_largest_allowed_snapshot_is_saved()
    {
        var largest = At(200) with { Json = new string('x', Snapshot.MaximumSize) };
        largest.EnsureFits();
        await Snapshots.SaveAsync(largest);
        Assert.Equal(largest, await FindAsync(Stream));
    }

    protected static Snapshot At(long version) => new(Stream, version, "calendar.v1", $$"""{"of":{{version}},"text":"ä\n\"☃"}""");

    private Task<Snapshot?> FindAsync(StreamName stream) => Snapshots.FindAsync(stream, CancellationToken.None);
}

public sealed class SqliteSnapshotsTests : SnapshotStoreContract, IDisposable
{
    private readonly SqliteFolder _folder = new();

    protected override ISnapshots Snapshots => new SqliteSnapshots(_folder.Store);

    [Fact]
    public async Task A_saved_snapshot_survives_reopening_the_store()
    {
        await Snapshots.SaveAsync(At(200));
        _folder.Reopen();
        Assert.Equal(At(200), await Snapshots.FindAsync(Stream, CancellationToken.None));
    }

    [Fact]
    public async Task A_file_from_before_snapshots_keeps_its_events_and_accepts_snapshots()
    {
        var commit = new Commit(
            new CommitId(Guid.CreateVersion7()), Stream, 0, [new EventData("e", "{}")], new CommitMetadata(Instant.FromUtc(2030, 1, 1, 12, 0), null, "r"));
        await _folder.Events().AppendAsync([commit]);
        _folder.ReopenFrom(version: 1);
        Assert.Equal([new StreamVersion(Stream, 1)], await _folder.Events().ListStreamsAsync(null, 10, CancellationToken.None));
        await Snapshots.SaveAsync(At(1));
        Assert.Equal(At(1), await Snapshots.FindAsync(Stream, CancellationToken.None));
    }

    public void Dispose() => _folder.Dispose();
}

public sealed class InMemorySnapshotsTests : SnapshotStoreContract
{
    protected override ISnapshots Snapshots { get; } = new InMemorySnapshots(new SnapshotTable(), Steps.Locked());
}
