using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using NodaTime;

namespace BookingEngine.Pipeline;

/// <summary>How far the subscriptions are behind the events.</summary>
/// <param name="Streams">The number of recently written streams that some subscription has not fully applied.</param>
/// <param name="Age">The age of the oldest unapplied commit of these streams; zero if there is none.</param>
public sealed record Lag(int Streams, Duration Age);

/// <summary>Measures the lag of the newest commits only, so that the cost does not grow. The sweep finds older lag.</summary>
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
