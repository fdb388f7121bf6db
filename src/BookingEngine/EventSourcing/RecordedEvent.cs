namespace BookingEngine.EventSourcing;

/// <summary>An event at its place in its stream.</summary>
public sealed record RecordedEvent(StreamName Stream, long Version, IDomainEvent Event, CommitMetadata Metadata);
