using BookingEngine.EventSourcing;

namespace BookingEngine.ReadModels;

/// <summary>How one read model follows from events: a pure function from a document and an event to the document after it. Every way
/// to a read model (in the append's transaction, in the request, by the projector, in a rebuild) uses this one.</summary>
public interface IProjection
{
    /// <summary>The read model's name, stable for ever.</summary>
    string Model { get; }

    /// <summary>The category of streams that feed it.</summary>
    string Category { get; }

    /// <summary>The document that an event changes, or null for an event that does not concern this model.</summary>
    string? DocumentIdOf(IDomainEvent domainEvent);

    /// <summary>Whether the event begins its document, or does not concern the model: either way nothing earlier is needed.</summary>
    bool Starts(IDomainEvent domainEvent);

    ReadModelDocument Apply(ReadModelDocument? current, RecordedEvent recorded);
}
