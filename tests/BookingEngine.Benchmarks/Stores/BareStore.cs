using System.Diagnostics;
using BookingEngine.Benchmarks.Servers;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Benchmarks.Stores;

/// <summary>Appends rows of bookings in this process, without HTTP and decisions: the capacity of the store alone.</summary>
public sealed class BareStore(IEventStore store, EventCatalogue catalogue)
{
    private readonly UserId _user = new(Bookings.NewId());
    private int _rounds;

    /// <summary>Keeps this number of concurrent appends, spread over this number of streams. On one stream they queue for the writer.</summary>
    public async Task<Measurement> RunAsync(int streams, int atOnce, TimeSpan length)
    {
        var round = Interlocked.Increment(ref _rounds);
        Line[] lines = [.. Enumerable.Range(0, streams).Select(n => new Line(Bookings.Resource($"bare{round}", n)))];
        var (before, clock) = (ServerUse.OfThisProcess(), Stopwatch.StartNew());
        var latencies = await Task.WhenAll(Enumerable.Range(0, atOnce).Select(n => LoopAsync(lines, n, () => clock.Elapsed < length)));
        var (elapsed, after) = (clock.Elapsed, ServerUse.OfThisProcess());
        return Measurement.Of(latencies.SelectMany(l => l), elapsed, failed: 0)
            .With(after.Processor - before.Processor, after.Allocated - before.Allocated);
    }

    private async Task<List<long>> LoopAsync(Line[] lines, int first, Func<bool> shouldContinue)
    {
        await Task.Yield();
        List<long> latencies = [];
        for (var n = first; shouldContinue(); n++)
        {
            var start = Stopwatch.GetTimestamp();
            if (await Append(lines[n % lines.Length]) is not 1)
            {
                throw new BenchmarkException("An append met a version that it did not expect.");
            }

            latencies.Add(Stopwatch.GetTimestamp() - start);
        }

        return latencies;
    }

    // Versions follow the order in which the appends reach the store.
    private Task<int> Append(Line line)
    {
        lock (line)
        {
            var booking = Bookings.At((int)line.Version, line.Resource, _user);
            return store.AppendAsync([Bookings.Commit(catalogue, line.Version++, SystemClock.Instance.GetCurrentInstant(), booking)]);
        }
    }

    private sealed class Line(ResourceId resource)
    {
        public ResourceId Resource => resource;

        public long Version { get; set; }
    }
}
