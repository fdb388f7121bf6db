using BookingEngine.EventSourcing;

namespace BookingEngine.Aggregates;

/// <summary>The newest snapshot of each stream: a cache. Deleting any or all of them changes nothing but the number of events that are
/// read, and nothing ever rests on one that was kept being there.</summary>
public interface ISnapshots
{
    /// <summary>Null where there is none, or where what is there cannot be read as one.</summary>
    /// <exception cref="Ports.StoreUnavailableException">The store did not answer.</exception>
    Task<Snapshot?> FindAsync(StreamName stream, CancellationToken cancellation);

    /// <summary>Keeps the snapshot in place of the stream's older one, or of another of the same version; changes nothing where a newer
    /// one is there.</summary>
    /// <exception cref="Ports.StoreUnavailableException">The outcome is unknown.</exception>
    Task SaveAsync(Snapshot snapshot);
}

/// <summary>The state of an aggregate, as it is stored.</summary>
/// <param name="Version">The version of the stream that the state has seen.</param>
/// <param name="Shape">The name of what <paramref name="Json"/> looks like; see <see cref="SnapshotShape{TState}"/>.</param>
public sealed record Snapshot(StreamName Stream, long Version, string Shape, string Json)
{
    /// <summary>In UTF-16 characters: under the smallest document limit of a store (2 MB).</summary>
    public const int MaximumSize = 1024 * 1024;

    /// <summary>Throws where the snapshot is larger than every store can take.</summary>
    public void EnsureFits()
    {
        if (Json.Length > MaximumSize)
        {
            throw new InvalidOperationException($"A snapshot has at most {MaximumSize} characters; this one of {Stream} has {Json.Length}.");
        }
    }
}
