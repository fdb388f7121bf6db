using BookingEngine.EventSourcing;

namespace BookingEngine.ReadModels;

/// <summary>Computes one read model from events: a pure function from a document and an event to the next document. Every writer of read
/// models (the append's transaction, the request, the projector, a rebuild) uses it. Its name is the read model's.</summary>
public interface IProjection : ISubscription
{
    /// <summary>The id of the document that an event changes; null if the event does not concern this model.</summary>
    string? DocumentIdOf(RecordedEvent recorded);

    /// <summary>Whether the event can be applied without earlier ones: it begins its document, or does not concern the model.</summary>
    bool Starts(IDomainEvent domainEvent);

    ReadModelDocument Apply(ReadModelDocument? current, RecordedEvent recorded);

    /// <summary>A second document that the event adds, such as a history entry. No later event changes it. Null for none.</summary>
    ReadModelDocument? EntryOf(RecordedEvent recorded) => null;

    /// <summary>The shape of the answers that it stores now; null for a model without stored answers. A new shape renews all answers in the
    /// background: see <see cref="WithAnswer"/>.</summary>
    string? AnswerShape => null;

    /// <summary>The document with its answer in the current shape.</summary>
    ReadModelDocument WithAnswer(ReadModelDocument document) => document;
}
