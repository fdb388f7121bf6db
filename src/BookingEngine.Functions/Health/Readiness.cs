using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Functions.Health;

/// <summary>Checks that the store answers. The result is cached for a second, so that probes stay cheap.</summary>
public sealed class Readiness(LagProbe lag, IMessageQueue queue, TimeProvider time)
{
    private static readonly Duration CacheTime = Duration.FromSeconds(1);
    private volatile Measured? _last;

    /// <exception cref="StoreUnavailableException">The store does not answer. The HTTP answer is 503.</exception>
    public async Task<ReadyView> AskAsync(CancellationToken cancellation)
    {
        if (_last is { } last && time.Now() - last.At < CacheTime)
        {
            return last.View;
        }

        var measured = await lag.MeasureAsync(cancellation);
        var poison = await queue.CountPoisonAsync(cancellation);
        var view = new ReadyView("ready", new LagView(measured.Streams, Math.Round(measured.Age.TotalSeconds, 3)), poison, ZoneData.Version);
        _last = new Measured(time.Now(), view);
        return view;
    }

    private sealed record Measured(Instant At, ReadyView View);
}
