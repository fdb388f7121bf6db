using System.Security.Cryptography;
using System.Text;
using BookingEngine.Infrastructure.Sqlite.Stores;
using BookingEngine.RateLimiting;
using BookingEngine.Tests.Sqlite;
using NodaTime;

namespace BookingEngine.Tests.RateLimiting;

/// <summary>The contract of every store of rate counters.</summary>
public abstract class RateCountersContract
{
    private static readonly Instant Now = Instant.FromUtc(2030, 1, 1, 12, 0);
    private static readonly Duration Window = Duration.FromMinutes(1);

    protected abstract IRateCounters Counters { get; }

    private static CounterKey Key(string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    [ServerFact]
    public async Task A_window_starts_with_the_first_count_and_keeps_its_end()
    {
        Assert.Equal(new RateCount(1, Now + Window), await Counters.CountAsync(Key("key"), Now, Window));
        Assert.Equal(new RateCount(2, Now + Window), await Counters.CountAsync(Key("key"), Now + Duration.FromSeconds(59), Window));
        Assert.Equal(new RateCount(1, Now + Window), await Counters.CountAsync(Key("other"), Now, Window));
    }

    [ServerFact]
    public async Task A_new_window_starts_at_the_end_of_the_last()
    {
        await Counters.CountAsync(Key("key"), Now, Window);
        Assert.Equal(new RateCount(1, Now + Window + Window), await Counters.CountAsync(Key("key"), Now + Window, Window));
        Assert.Equal(new RateCount(2, Now + Window + Window), await Counters.CountAsync(Key("key"), Now + Window, Window));
    }

    [ServerFact]
    public async Task Concurrent_counts_are_all_counted_even_when_a_window_starts()
    {
        await Counters.CountAsync(Key("key"), Now, Window);
        var counts = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Counters.CountAsync(Key("key"), Now + Window, Window))));
        Assert.Equal(Enumerable.Range(1, 50).Select(n => (long)n), counts.Select(c => c.Count).Order());
    }

    [ServerFact]
    public async Task A_cleared_counter_starts_again()
    {
        await Counters.CountAsync(Key("key"), Now, Window);
        await Counters.ClearAsync(Key("key"));
        Assert.Equal(1, (await Counters.CountAsync(Key("key"), Now, Window)).Count);
    }

    [ServerFact]
    public async Task Only_ended_windows_are_purged()
    {
        await Counters.CountAsync(Key("ended"), Now, Window);
        await Counters.CountAsync(Key("running"), Now + Duration.FromSeconds(1), Window);
        Assert.Equal(1, await Counters.PurgeAsync(Now + Window));
        Assert.Equal(2, (await Counters.CountAsync(Key("running"), Now + Window, Window)).Count);
    }
}

public sealed class SqliteRateCountersTests : RateCountersContract, IDisposable
{
    private readonly SqliteFolder _folder = new();

    protected override IRateCounters Counters => new SqliteRateCounters(_folder.Store);

    public void Dispose() => _folder.Dispose();
}
