namespace BookingEngine.EventSourcing;

/// <summary>An event with its position in its stream.</summary>
public sealed record RecordedEvent(StreamName Stream, long Version, IDomainEvent Event, CommitMetadata Metadata)
{
    /// <summary>The version of the last event before it about the same thing, such as the same booking. Known only to the command that decided it.
    /// Null if it is unknown.</summary>
    public long? Previous { get; init; }
}
