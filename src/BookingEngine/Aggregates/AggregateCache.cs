using BookingEngine.EventSourcing;

namespace BookingEngine.Aggregates;

/// <summary>The newest aggregates that this process knows. A cached state may be out of date. That is harmless: an append checks the
/// expected version, and a refusal is decided again on fresh state.</summary>
/// <param name="capacity">The number of aggregates. When the cache is full, it drops the least recently used one.</param>
public sealed class AggregateCache(int capacity = 2_000)
{
    private readonly LinkedList<Entry> _byUse = [];
    private readonly Dictionary<StreamName, LinkedListNode<Entry>> _entries = [];

    public Versioned<TState>? Find<TState>(StreamName stream)
    {
        lock (_entries)
        {
            if (!_entries.TryGetValue(stream, out var node))
            {
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return new Versioned<TState>((TState)node.Value.State, node.Value.Version);
        }
    }

    /// <summary>Saves the aggregate, unless the cache has a newer version.</summary>
    public void Set<TState>(StreamName stream, Versioned<TState> aggregate)
        where TState : IAggregate<TState>
    {
        lock (_entries)
        {
            if (_entries.TryGetValue(stream, out var existing))
            {
                if (existing.Value.Version > aggregate.Version)
                {
                    return;
                }

                _byUse.Remove(existing);
            }

            _entries[stream] = _byUse.AddFirst(new Entry(stream, aggregate.State, aggregate.Version));
            if (_entries.Count > capacity)
            {
                _entries.Remove(_byUse.Last!.Value.Stream);
                _byUse.RemoveLast();
            }
        }
    }

    private sealed record Entry(StreamName Stream, object State, long Version);
}
