using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using NodaTime;

namespace BookingEngine.Pipeline;

/// <summary>How far what follows the events is behind.</summary>
/// <param name="Streams">Streams that some follower has not caught up with, of those written to last.</param>
/// <param name="Age">Since when the oldest of their unapplied commits has been waiting.</param>
public sealed record Lag(int Streams, Duration Age);

/// <summary>Measures lag at the newest commits, at a cost that does not grow. What lags longer is the sweep's to find.</summary>
public sealed class LagProbe(IEventStore store, SubscriptionPositions positions, TimeProvider time)
{
    private const int Newest = 200;

    public async Task<Lag> MeasureAsync(CancellationToken cancellation)
    {
        var commits = await store.ListNewestAsync(Newest, cancellation);
        var applied = await positions.SlowestAsync([.. commits.Select(c => c.Reached.Stream).Distinct()], cancellation);
        var (streams, oldest) = (0, time.Now());
        foreach (var stream in commits.GroupBy(c => c.Reached.Stream))
        {
            var unapplied = stream.Where(c => c.Reached.Version > applied[stream.Key]).Select(c => c.RecordedAt).ToList();
            if (unapplied.Count > 0)
            {
                streams++;
                oldest = Instant.Min(oldest, unapplied.Min());
            }
        }

        return new Lag(streams, streams == 0 ? Duration.Zero : time.Now() - oldest);
    }
}
