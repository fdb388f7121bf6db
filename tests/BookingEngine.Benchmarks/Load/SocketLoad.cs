using System.Diagnostics;

namespace BookingEngine.Benchmarks.Load;

/// <summary>The load generator without wrk: the requested number of connections, each with one request at a time.</summary>
public static class SocketLoad
{
    public static async Task RunAsync(LoadPlan plan)
    {
        var requests = new Requests(plan);
        var clock = Stopwatch.StartNew();
        var (end, sent) = (TimeSpan.FromSeconds(plan.Seconds), 0);
        bool ShouldContinue() => plan.Count > 0 ? Interlocked.Increment(ref sent) <= plan.Count : clock.Elapsed < end;
        var done = await Task.WhenAll(Enumerable.Range(0, plan.Connections).Select(_ => LoopAsync(plan, requests, ShouldContinue)));
        var elapsed = clock.Elapsed;
        Console.WriteLine(Measurement.Of(done.SelectMany(d => d.Latencies), elapsed, done.Sum(d => d.Failed)).ToLine());
    }

    private static async Task<(List<long> Latencies, long Failed)> LoopAsync(LoadPlan plan, Requests requests, Func<bool> shouldContinue)
    {
        await Task.Yield();
        List<long> latencies = [];
        long failed = 0;
        using var connection = await Connection.OpenAsync(plan.Address);
        while (shouldContinue())
        {
            var sent = Stopwatch.GetTimestamp();
            var status = await connection.ExchangeAsync(requests.Next());
            latencies.Add(Stopwatch.GetTimestamp() - sent);
            failed += status is >= 200 and < 300 ? 0 : 1;
        }

        return (latencies, failed);
    }
}
