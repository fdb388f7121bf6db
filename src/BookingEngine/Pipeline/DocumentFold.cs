using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;

namespace BookingEngine.Pipeline;

/// <summary>Applies events to documents in memory.</summary>
/// <param name="stored">The documents of the events, as far as they exist.</param>
internal sealed class DocumentFold(IProjection projection, IReadOnlyList<ReadModelDocument> stored)
{
    private readonly Dictionary<string, ReadModelDocument> _stored = stored.ToDictionary(d => d.Id, StringComparer.Ordinal);
    private readonly Dictionary<string, ReadModelDocument> _next = new(StringComparer.Ordinal);

    /// <summary>To write, in the order of their first change.</summary>
    public IReadOnlyList<DocumentWrite> Changed => [.. _next.Values.Select(d => new DocumentWrite(d, _stored.GetValueOrDefault(d.Id)?.Version ?? 0))];

    /// <summary>To add. No other event writes these.</summary>
    public List<ReadModelDocument> Entries { get; } = [];

    /// <summary>Skips an event that its document includes already.</summary>
    public void Apply(RecordedEvent recorded)
    {
        var id = projection.DocumentIdOf(recorded)!;
        var current = _next.GetValueOrDefault(id) ?? _stored.GetValueOrDefault(id);
        if ((current?.Version ?? 0) < recorded.Version)
        {
            _next[id] = projection.Apply(current, recorded);
        }

        if (projection.EntryOf(recorded) is { } entry)
        {
            Entries.Add(entry);
        }
    }
}
