using System.Diagnostics;
using BookingEngine.Benchmarks.Figures;
using BookingEngine.Benchmarks.Stores;
using BookingEngine.Privacy;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Benchmarks.Domain;

/// <summary>What the checks of each request cost on the embedded store: processor time of the process, with the writer's thread.</summary>
public static class CheckMeasure
{
    private const int Count = 200_000, AtOnce = 64;
    private const double Target = 5;
    private static readonly Instant Now = SystemClock.Instance.GetCurrentInstant();

    public static async Task RunAsync(Report report)
    {
        using var deployment = new Deployment();
        await using var services = deployment.Open();
        var (sessions, access) = (services.GetRequiredService<ISessions>(), services.GetRequiredService<IAccessTokens>());
        var signedIn = services.GetRequiredService<SessionTokens>().Begin(new UserId(Stores.Bookings.NewId()), Role.Customer, client: null, Now);
        await sessions.StartAsync(signedIn.Session);
        var limits = new RateLimits(
            new Dictionary<RateLimitName, RateLimitRule> { [RateLimitName.List] = new(int.MaxValue, Duration.FromDays(1)) },
            services.GetRequiredService<IRateCounters>(), services.GetRequiredService<LookupKey>());

        var table = new Table("Check", "CPU µs", "elapsed µs", "bytes", "to reach", "reached");
        await AddAsync(table, "Token and session", 1, _ => sessions.FindAsync(access.Read(signedIn.Access.Text, Now)!.Value.Session, Now, CancellationToken.None));
        await AddAsync(table, "Limit, one at a time", 1, n => CountAsync(limits, n));
        await AddAsync(table, $"Limit, {AtOnce} at once", AtOnce, n => CountAsync(limits, n));
        await report.WriteAsync("checks", table);
    }

    // Of 50 clients.
    private static Task<LimitState?> CountAsync(RateLimits limits, int n) =>
        limits.CountAsync(RateLimitName.List, $"203.0.113.{n % 50}", Now, CancellationToken.None);

    private static async Task AddAsync<T>(Table table, string what, int atOnce, Func<int, Task<T?>> check)
    {
        await LoopAsync(atOnce, Count / 4, check);
        var (processor, bytes, start) = (ProcessorTime(), GC.GetTotalAllocatedBytes(), Stopwatch.GetTimestamp());
        await LoopAsync(atOnce, Count, check);
        var (took, used) = (Stopwatch.GetElapsedTime(start), ProcessorTime() - processor);
        var microseconds = used.TotalMicroseconds / Count;
        table.Add(
            what, $"{microseconds:0.0}", $"{took.TotalMicroseconds / Count:0.0}", $"{(GC.GetTotalAllocatedBytes() - bytes) / Count:N0}", $"{Target:0}",
            microseconds < Target ? "yes" : "no");
    }

    private static Task LoopAsync<T>(int atOnce, int count, Func<int, Task<T?>> check) => Task.WhenAll(Enumerable.Range(0, atOnce).Select(async first =>
    {
        await Task.Yield();
        for (var n = first; n < count; n += atOnce)
        {
            if (await check(n) is null)
            {
                throw new BenchmarkException("A check found nothing.");
            }
        }
    }));

    private static TimeSpan ProcessorTime()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }
}
