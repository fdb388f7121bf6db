using BookingEngine.EventSourcing;

namespace BookingEngine.Aggregates;

/// <summary>The newest snapshot of each stream. It is a cache: without a snapshot, more events are read, and nothing else
/// changes.</summary>
public interface ISnapshots
{
    /// <summary>Null if there is no snapshot, or the stored one cannot be read.</summary>
    /// <exception cref="Ports.StoreUnavailableException">The store did not answer.</exception>
    Task<Snapshot?> FindAsync(StreamName stream, CancellationToken cancellation);

    /// <summary>Replaces an older snapshot of the stream, or one of the same version. Does nothing if the store has a newer one.</summary>
    /// <exception cref="Ports.StoreUnavailableException">The outcome is unknown.</exception>
    Task SaveAsync(Snapshot snapshot);
}

/// <summary>A stored aggregate.</summary>
/// <param name="Version">The version of the stream that the state includes.</param>
/// <param name="Shape">The name of the format of <paramref name="Json"/>. See <see cref="SnapshotShape{TState}"/>.</param>
public sealed record Snapshot(StreamName Stream, long Version, string Shape, string Json)
{
    /// <summary>In UTF-16 characters: below the smallest document limit of the stores (2 MB).</summary>
    public const int MaximumSize = 1024 * 1024;

    // An entry has at least an id and a time, with their names.
    private const int SmallestEntry = 64;

    /// <summary>Throws if the snapshot of so many entries is too large in any case. To write it would delay the commands of a busy stream for nothing.</summary>
    public static void EnsureMayFit(StreamName stream, int entries)
    {
        if (entries > MaximumSize / SmallestEntry)
        {
            throw new InvalidOperationException($"The snapshot of {stream} would have {entries} entries. The maximum is {MaximumSize} characters.");
        }
    }

    /// <summary>Throws if the snapshot is too large for some store.</summary>
    public void EnsureFits()
    {
        if (Json.Length > MaximumSize)
        {
            throw new InvalidOperationException($"The snapshot of {Stream} has {Json.Length} characters. The maximum is {MaximumSize}.");
        }
    }
}
