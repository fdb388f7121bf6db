using BookingEngine.EventSourcing;

namespace BookingEngine.Aggregates;

/// <summary>The state of one stream, folded from its events: what decisions are based on. It is immutable, and holds only what a later
/// decision needs.</summary>
public interface IAggregate<TSelf>
    where TSelf : IAggregate<TSelf>
{
    static abstract string Category { get; }

    /// <summary>The state before the stream's first event.</summary>
    static abstract TSelf InitialOf(StreamName stream);

    static abstract SnapshotShape<TSelf> Shape { get; }

    /// <summary>The number of entries of a snapshot of it, such as bookings ahead.</summary>
    int Size => 1;

    /// <summary>Whether somebody acts on what commands append to it.</summary>
    bool IsFollowed => false;

    TSelf Apply(RecordedEvent recorded);

    /// <summary>Applies the events in turn.</summary>
    static virtual TSelf Fold(TSelf state, IEnumerable<RecordedEvent> events) => events.Aggregate(state, static (current, recorded) => current.Apply(recorded));

    /// <summary>The version of the last event about the same thing as <paramref name="next"/>, such as the same booking. Null if it is
    /// unknown.</summary>
    long? PreviousOf(IDomainEvent next) => null;
}

/// <summary>An aggregate at a version of its stream.</summary>
public readonly record struct Versioned<TState>(TState State, long Version);
