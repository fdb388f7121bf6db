namespace BookingEngine.EventSourcing;

/// <summary>Aggregates as this process last saw them. A cached state may be old; that is harmless, because an append proves it by its
/// expected version and a refusal is decided again on fresh state.</summary>
/// <param name="capacity">How many aggregates are kept; the one used longest ago goes first.</param>
public sealed class AggregateCache(int capacity = 2_000)
{
    private readonly LinkedList<(StreamName Stream, object Versioned)> _byUse = [];
    private readonly Dictionary<StreamName, LinkedListNode<(StreamName Stream, object Versioned)>> _entries = [];

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
            return (Versioned<TState>)node.Value.Versioned;
        }
    }

    public void Keep<TState>(StreamName stream, Versioned<TState> versioned)
    {
        lock (_entries)
        {
            if (_entries.Remove(stream, out var old))
            {
                _byUse.Remove(old);
            }

            _entries[stream] = _byUse.AddFirst((stream, versioned));
            if (_entries.Count > capacity)
            {
                _entries.Remove(_byUse.Last!.Value.Stream);
                _byUse.RemoveLast();
            }
        }
    }
}
