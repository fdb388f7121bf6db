using BookingEngine.Idempotency;
using BookingEngine.Infrastructure.Sqlite.Stores;
using BookingEngine.Tests.InMemory;
using BookingEngine.Tests.Sqlite;
using NodaTime;

namespace BookingEngine.Tests.Idempotency;

/// <summary>The contract of every store of idempotency records.</summary>
public abstract class IdempotencyRecordsContract
{
    private static readonly Instant Now = Instant.FromUtc(2030, 1, 1, 12, 0);

    protected abstract IIdempotencyRecords Records { get; }

    [ServerFact]
    public async Task A_record_is_stored_once_and_the_first_wins()
    {
        var (first, second) = (New("key"), New("key"));
        Assert.Equal(first, await Records.AddAsync(first));
        Assert.Equal(first, await Records.AddAsync(second));
        Assert.Equal(first, await Records.AddAsync(first));
        var other = New("other");
        Assert.Equal(other, await Records.AddAsync(other));
    }

    [ServerFact]
    public async Task Of_50_concurrent_records_one_is_stored_and_all_learn_which()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () =>
        {
            var own = New("key");
            return (Own: own, ExistingBooking: await Records.AddAsync(own));
        })));
        Assert.Single(added, a => a.Own == a.ExistingBooking);
        Assert.Single(added.Select(a => a.ExistingBooking).Distinct());
    }

    [ServerFact]
    public async Task A_stored_answer_never_changes()
    {
        var record = await Records.AddAsync(New("key"));
        var answered = record with { Answer = "sealed" };
        Assert.True(await Records.TryReplaceAsync(record, answered));
        Assert.False(await Records.TryReplaceAsync(record, record with { Answer = "another" }));
        Assert.False(await Records.TryReplaceAsync(record, record with { HeldBy = Guid.CreateVersion7() }));
        Assert.Equal(answered, await Records.AddAsync(New("key")));
    }

    [ServerFact]
    public async Task Of_20_takeovers_one_succeeds_and_the_former_holder_cannot_answer()
    {
        var dead = await Records.AddAsync(New("key"));
        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            var next = dead with { HeldBy = Guid.CreateVersion7(), LeaseEnds = Now + Duration.FromMinutes(1) };
            return (Next: next, Took: await Records.TryReplaceAsync(dead, next));
        })));
        var (holder, _) = Assert.Single(taken, t => t.Took);
        Assert.False(await Records.TryReplaceAsync(dead, dead with { Answer = "late" }));
        Assert.Equal(holder, await Records.AddAsync(New("key")));
        Assert.True(await Records.TryReplaceAsync(holder, holder with { Answer = "sealed" }));
    }

    [ServerFact]
    public async Task Only_its_holder_deletes_a_record()
    {
        var dead = await Records.AddAsync(New("key"));
        var holder = dead with { HeldBy = Guid.CreateVersion7() };
        await Records.TryReplaceAsync(dead, holder);
        await Records.DeleteAsync(dead);
        Assert.Equal(holder, await Records.AddAsync(New("key")));
        await Records.DeleteAsync(holder);
        var next = New("key");
        Assert.Equal(next, await Records.AddAsync(next));
        Assert.False(await Records.TryReplaceAsync(holder, holder with { Answer = "late" }));
    }

    [ServerFact]
    public async Task Only_old_records_are_purged()
    {
        var old = await Records.AddAsync(New("old"));
        await Records.TryReplaceAsync(old, old with { Answer = "sealed" });
        var young = await Records.AddAsync(New("young") with { BegunAt = Now + Duration.FromTicks(1) });
        Assert.Equal(1, await Records.PurgeAsync(Now + Duration.FromTicks(1)));
        var again = New("old");
        Assert.Equal(again, await Records.AddAsync(again));
        Assert.Equal(young, await Records.AddAsync(New("young")));
    }

    private static IdempotencyRecord New(string key)
    {
        var id = Guid.CreateVersion7();
        return new IdempotencyRecord(key, "fingerprint", id, id, Now, Now + Duration.FromSeconds(30), null);
    }
}

public sealed class SqliteIdempotencyRecordsTests : IdempotencyRecordsContract, IDisposable
{
    private readonly SqliteFolder _folder = new();

    protected override IIdempotencyRecords Records => new SqliteIdempotencyRecords(_folder.Store);

    public void Dispose() => _folder.Dispose();
}

public sealed class InMemoryIdempotencyRecordsTests : IdempotencyRecordsContract
{
    protected override IIdempotencyRecords Records { get; } = new InMemoryIdempotencyRecords([], Steps.Locked());
}
