using BookingEngine.EventSourcing;

namespace BookingEngine.ReadModels;

/// <summary>How one read model follows from events: a pure function from a document and an event to the document after it. Every way
/// to a read model (in the append's transaction, in the request, by the projector, in a rebuild) uses this one. Its name is the read model's.</summary>
public interface IProjection : ISubscription
{
    /// <summary>The document that an event changes, or null for an event that does not concern this model.</summary>
    string? DocumentIdOf(RecordedEvent recorded);

    /// <summary>Whether the event begins its document, or does not concern the model: either way nothing earlier is needed.</summary>
    bool Starts(IDomainEvent domainEvent);

    ReadModelDocument Apply(ReadModelDocument? current, RecordedEvent recorded);

    /// <summary>A second document that the event begins beside the one that it changes, and that no later event changes: an entry of a
    /// history. Null for none.</summary>
    ReadModelDocument? EntryOf(RecordedEvent recorded) => null;
}
