using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;

namespace BookingEngine.Pipeline.OwnWrites;

/// <summary>The documents of one projection that own events change, in their next version. An event begins its document, or its document is known in
/// the version of the booking's event before. Any other document must be read again.</summary>
internal sealed class NextDocuments(IProjection projection)
{
    private readonly List<ReadModelDocument> _begun = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<DocumentWrite> _changed = [];
    private readonly HashSet<StreamName> _unknown = [];

    /// <summary>To add. If one exists already, it is the same or a later one.</summary>
    public IReadOnlyList<ReadModelDocument> Begun => _begun;

    /// <summary>To write in this order.</summary>
    public IReadOnlyList<DocumentWrite> Changed => _changed;

    /// <summary>The streams of events whose documents must be read again.</summary>
    public IReadOnlyCollection<StreamName> Unknown => _unknown;

    /// <param name="known">What the request of the event has read.</param>
    public void Add(RecordedEvent recorded, RequestDocuments known)
    {
        if (projection.DocumentIdOf(recorded) is not { } id)
        {
            return;
        }

        if (projection.Starts(recorded.Event))
        {
            var begun = projection.Apply(null, recorded);
            known.Add(projection.Name, begun);
            _begun.Add(begun);
        }
        else if (CurrentOf(id, recorded, known) is { Document: not null } current)
        {
            Change(new DocumentWrite(projection.Apply(current.Document, recorded), current.ExpectedVersion));
        }
        else
        {
            _unknown.Add(recorded.Stream);
            return;
        }

        if (projection.EntryOf(recorded) is { } entry)
        {
            _begun.Add(entry);
        }
    }

    private void Change(DocumentWrite next)
    {
        if (_places.TryGetValue(next.Document.Id, out var place))
        {
            _changed[place] = next;
        }
        else
        {
            _places[next.Document.Id] = _changed.Count;
            _changed.Add(next);
        }
    }

    private DocumentWrite CurrentOf(string id, RecordedEvent recorded, RequestDocuments known)
    {
        if (recorded.Previous is not { } previous)
        {
            return default;
        }

        return _places.TryGetValue(id, out var place) && _changed[place].Document.Version == previous ? _changed[place]
            : known.Find(projection.Name, id, previous) is { } read ? new DocumentWrite(read, previous)
            : default;
    }
}
