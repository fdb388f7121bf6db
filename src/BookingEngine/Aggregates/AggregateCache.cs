using BookingEngine.EventSourcing;

namespace BookingEngine.Aggregates;

/// <summary>Aggregates as this process last saw them. A cached state may be old; that is harmless, because an append proves it by its
/// expected version and a refusal is decided again on fresh state.</summary>
/// <param name="capacity">How many aggregates are kept; the one used longest ago goes first.</param>
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

    /// <summary>Keeps the aggregate unless a newer one is known.</summary>
    public void Keep<TState>(StreamName stream, Versioned<TState> aggregate)
        where TState : IAggregate<TState>
    {
        lock (_entries)
        {
            if (_entries.TryGetValue(stream, out var known))
            {
                if (known.Value.Version > aggregate.Version)
                {
                    return;
                }

                _byUse.Remove(known);
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
