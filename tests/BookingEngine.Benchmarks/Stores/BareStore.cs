using System.Diagnostics;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Benchmarks.Stores;

/// <summary>The rows of bookings appended in this process, without HTTP and without a decision: what the store alone can take.</summary>
public sealed class BareStore(IEventStore store, EventCatalogue catalogue)
{
    private readonly UserId _user = new(Bookings.NewId());
    private int _rounds;

    /// <summary>So many appends on their way at once, spread over so many streams. On one stream they wait in order on the writer.</summary>
    public async Task<Measured> RunAsync(int streams, int atOnce, TimeSpan length)
    {
        var round = Interlocked.Increment(ref _rounds);
        Line[] lines = [.. Enumerable.Range(0, streams).Select(n => new Line(Bookings.Resource($"bare{round}", n)))];
        var clock = Stopwatch.StartNew();
        var latencies = await Task.WhenAll(Enumerable.Range(0, atOnce).Select(n => LoopAsync(lines, n, () => clock.Elapsed < length)));
        return Measured.Of(latencies.SelectMany(l => l), clock.Elapsed, failed: 0);
    }

    private async Task<List<long>> LoopAsync(Line[] lines, int first, Func<bool> goesOn)
    {
        await Task.Yield();
        List<long> latencies = [];
        for (var n = first; goesOn(); n++)
        {
            var begun = Stopwatch.GetTimestamp();
            if (await Append(lines[n % lines.Length]) is not AppendResult.Appended)
            {
                throw new BenchmarkException("An append met a version that it did not expect.");
            }

            latencies.Add(Stopwatch.GetTimestamp() - begun);
        }

        return latencies;
    }

    // Versions are given out in the order in which the appends reach the store.
    private Task<AppendResult> Append(Line line)
    {
        lock (line)
        {
            var booking = Bookings.At((int)line.Version, line.Resource, _user);
            return store.AppendAsync(Bookings.Commit(catalogue, line.Version++, SystemClock.Instance.GetCurrentInstant(), booking));
        }
    }

    private sealed class Line(ResourceId resource)
    {
        public ResourceId Resource => resource;

        public long Version { get; set; }
    }
}
