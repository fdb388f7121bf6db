using BookingEngine.Infrastructure.Sqlite.Stores;
using BookingEngine.Pipeline;
using BookingEngine.Tests.InMemory;
using BookingEngine.Tests.Sqlite;
using NodaTime;

namespace BookingEngine.Tests.Pipeline;

/// <summary>The contract of every store of checkpoints and leases.</summary>
public abstract class PipelineStateContract
{
    private static readonly Instant Now = Instant.FromUtc(2030, 1, 1, 12, 0);
    private static readonly Duration Length = Duration.FromSeconds(30);

    protected abstract ICheckpoints Checkpoints { get; }

    protected abstract ILeases Leases { get; }

    [ServerFact]
    public async Task A_checkpoint_is_replaced_only_when_it_has_the_expected_value()
    {
        Assert.True(await Checkpoints.TryReplaceAsync("relay", null, "1"));
        Assert.False(await Checkpoints.TryReplaceAsync("relay", null, "2"));
        Assert.False(await Checkpoints.TryReplaceAsync("relay", "0", "2"));
        Assert.True(await Checkpoints.TryReplaceAsync("relay", "1", "2"));
        Assert.Equal("2", await Checkpoints.FindAsync("relay", CancellationToken.None));
        Assert.Null(await Checkpoints.FindAsync("other", CancellationToken.None));
    }

    [ServerFact]
    public async Task A_lease_belongs_to_one_owner_until_its_end()
    {
        Assert.True(await Leases.TryTakeAsync("relay", "a", Now, Length));
        Assert.False(await Leases.TryTakeAsync("relay", "b", Now + Length - Duration.Epsilon - Duration.FromTicks(1), Length));
        Assert.True(await Leases.TryTakeAsync("relay", "a", Now + Duration.FromSeconds(1), Length));
        Assert.False(await Leases.TryTakeAsync("relay", "b", Now + Length, Length));
        Assert.True(await Leases.TryTakeAsync("relay", "b", Now + Length + Duration.FromSeconds(1), Length));
    }

    [ServerFact]
    public async Task Only_its_owner_releases_a_lease()
    {
        await Leases.TryTakeAsync("relay", "a", Now, Length);
        await Leases.ReleaseAsync("relay", "b");
        Assert.False(await Leases.TryTakeAsync("relay", "b", Now, Length));
        await Leases.ReleaseAsync("relay", "a");
        Assert.True(await Leases.TryTakeAsync("relay", "b", Now, Length));
    }
}

public sealed class SqlitePipelineStateTests : PipelineStateContract, IDisposable
{
    private readonly SqliteFolder _folder = new();

    protected override ICheckpoints Checkpoints => new SqliteCheckpoints(_folder.Store);

    protected override ILeases Leases => new SqliteLeases(_folder.Store);

    public void Dispose() => _folder.Dispose();
}

public sealed class InMemoryPipelineStateTests : PipelineStateContract
{
    protected override ICheckpoints Checkpoints { get; } = new InMemoryCheckpoints([], Steps.Locked());

    protected override ILeases Leases { get; } = new InMemoryLeases([], Steps.Locked());
}
