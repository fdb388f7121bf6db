using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Processes;
using Xunit.Abstractions;

namespace BookingEngine.Tests.Crashes;

/// <summary>Mixed load at a steady rate for <c>SOAK_MINUTES</c> minutes, at <c>SOAK_RATE</c> requests a second. What the process uses must stay flat. Without
/// the variable, a few seconds show that the measurement works.</summary>
public sealed class SoakTests(ITestOutputHelper output) : IDisposable
{
    private const int Clients = 8;

    /// <summary>What is allocated, opened and started while the process warms up does not count: half of a run.</summary>
    private const long MemoryGrowth = 48 << 20;

    private const int HandleGrowth = 32, ThreadGrowth = 8;
    private static readonly int Minutes = TestVariable.Whole("SOAK_MINUTES", 0), Rate = TestVariable.Whole("SOAK_RATE", 20);
    private readonly ProgramFixture _fixture = new();
    private readonly ConcurrentBag<double> _milliseconds = [];
    private RunningProgram _program = null!;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Under_a_steady_load_the_process_uses_no_more_and_loses_nothing()
    {
        _program = await _fixture.ServeAsync([.. _fixture.Known, ("ADMIN_EMAIL", MixedLoad.AdminEmail), ("ADMIN_PASSWORD", MixedLoad.AdminPassword), ("JWT_EXPIRE_MINUTES", "1000")]);
        var load = new MixedLoad(SendAsync, seed: 1, Clients, days: 5);
        await load.BuildAsync();
        _milliseconds.Clear();

        var samples = await RunAsync(load);

        output.WriteLine(SoakSample.Table(samples));
        Assert.Empty(await LedgerCheck.FindingsAsync(load));
        await MailCheck.AssertConfirmedAsync(load, Path.Combine(_fixture.Data, "mail"));
        if (Minutes > 0)
        {
            AssertFlat([.. samples.Skip(samples.Count / 2)]);
        }
    }

    private async Task<List<SoakSample>> RunAsync(MixedLoad load)
    {
        var (periods, period) = Minutes > 0 ? (Minutes, TimeSpan.FromMinutes(1)) : (3, TimeSpan.FromSeconds(1));
        List<SoakSample> samples = [];
        using var end = new CancellationTokenSource();
        var running = RaceTests.AtOnceAsync(Clients, n => PaceAsync(load, load.Clients[n], end.Token));
        for (var n = 1; n <= periods; n++)
        {
            await Task.Delay(period, CancellationToken.None);
            samples.Add(await SampleAsync(n));
        }

        await end.CancelAsync();
        await running;
        return samples;
    }

    // A client that is late does not catch up, so that the rate stays what it is.
    private static async Task<bool> PaceAsync(MixedLoad load, LoadClient client, CancellationToken end)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds((double)Clients / Rate));
        try
        {
            while (await timer.WaitForNextTickAsync(end))
            {
                Assert.True(await load.ActAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }

        return true;
    }

    private async Task<SoakSample> SampleAsync(int period)
    {
        double[] taken = [.. _milliseconds.Order()];
        _milliseconds.Clear();
        var ready = await _program.SendAsync(Call.Get("/health/ready"));
        var use = ProcessUse.Of(_program.Id);
        return new SoakSample(period, taken.Length, use, taken[taken.Length / 2], taken[taken.Length * 99 / 100], (double)ready.Json["lag"]!["seconds"]!);
    }

    private static void AssertFlat(IReadOnlyList<SoakSample> later)
    {
        Assert.InRange(later.Max(s => s.Use.Memory) - later[0].Use.Memory, long.MinValue, MemoryGrowth);
        Assert.InRange(later.Max(s => s.Use.Handles) - later[0].Use.Handles, int.MinValue, HandleGrowth);
        Assert.InRange(later.Max(s => s.Use.Threads) - later[0].Use.Threads, int.MinValue, ThreadGrowth);
    }

    private async Task<Answer?> SendAsync(Call call)
    {
        var started = Stopwatch.GetTimestamp();
        var answer = await _program.SendAsync(call);
        _milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return answer;
    }
}

/// <param name="Memory">The resident set in bytes.</param>
internal readonly record struct ProcessUse(long Memory, int Handles, int Threads)
{
    public static ProcessUse Of(int process)
    {
        using var found = Process.GetProcessById(process);
        return new(found.WorkingSet64, OperatingSystem.IsLinux() ? Directory.GetFiles($"/proc/{process}/fd").Length : found.HandleCount, found.Threads.Count);
    }
}

/// <param name="Median">Of the answers of this period, in milliseconds.</param>
/// <param name="Late">The 99th percentile of these, in milliseconds.</param>
/// <param name="Lag">In seconds.</param>
internal sealed record SoakSample(int Period, int Requests, ProcessUse Use, double Median, double Late, double Lag)
{
    public static string Table(IEnumerable<SoakSample> samples) => string.Join('\n',
        ["| Minute | Requests | Memory, MB | Handles | Threads | Median, ms | 99 %, ms | Lag, s |", "|---|---|---|---|---|---|---|---|", .. samples.Select(s => s.Row)]);

    private string Row => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Period} | {Requests} | {Use.Memory >> 20} | {Use.Handles} | {Use.Threads} | {Median:0.0} | {Late:0.0} | {Lag:0.0} |");
}
