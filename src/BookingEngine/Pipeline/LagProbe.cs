using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.ReadModels;
using NodaTime;

namespace BookingEngine.Pipeline;

/// <summary>How far what follows the events is behind.</summary>
/// <param name="Streams">Streams that some follower has not caught up with, of those written to last.</param>
/// <param name="Age">Since when the oldest of their unapplied commits has been waiting.</param>
public sealed record Lag(int Streams, Duration Age);

/// <summary>Measures lag at the newest commits, at a cost that does not grow. What lags longer is the sweep's to find.</summary>
public sealed class LagProbe(IEventStore store, Followers followers, IReadModelStore models, TimeProvider time)
{
    private const int Newest = 200;

    public async Task<Lag> MeasureAsync(CancellationToken cancellation)
    {
        var commits = await store.ListNewestAsync(Newest, cancellation);
        var (streams, oldest) = (0, time.Now());
        foreach (var stream in commits.GroupBy(c => c.Reached.Stream))
        {
            var position = await PositionAsync(stream.Key, cancellation);
            var unapplied = stream.Where(c => c.Reached.Version > position).Select(c => c.RecordedAt).ToList();
            if (unapplied.Count > 0)
            {
                streams++;
                oldest = Instant.Min(oldest, unapplied.Min());
            }
        }

        return new Lag(streams, streams == 0 ? Duration.Zero : time.Now() - oldest);
    }

    private async Task<long> PositionAsync(StreamName stream, CancellationToken cancellation)
    {
        var slowest = long.MaxValue;
        foreach (var follower in followers.Of(stream))
        {
            slowest = Math.Min(slowest, await models.PositionAsync(follower.Name, stream, cancellation));
        }

        return slowest;
    }
}
