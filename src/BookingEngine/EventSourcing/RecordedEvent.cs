namespace BookingEngine.EventSourcing;

/// <summary>An event with its position in its stream.</summary>
public sealed record RecordedEvent(StreamName Stream, long Version, IDomainEvent Event, CommitMetadata Metadata);
