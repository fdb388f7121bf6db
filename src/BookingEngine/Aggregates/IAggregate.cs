using BookingEngine.EventSourcing;

namespace BookingEngine.Aggregates;

/// <summary>The state that decisions of one stream are made on, folded from its events. Immutable; it keeps only what a later decision
/// can still ask for.</summary>
public interface IAggregate<TSelf>
    where TSelf : IAggregate<TSelf>
{
    /// <summary>The category of the streams that hold this aggregate.</summary>
    static abstract string Category { get; }

    /// <summary>The state before the stream's first event.</summary>
    static abstract TSelf InitialOf(StreamName stream);

    /// <summary>How its snapshots are stored.</summary>
    static abstract SnapshotShape<TSelf> Shape { get; }

    TSelf Apply(RecordedEvent recorded);
}

/// <summary>An aggregate as of a version of its stream.</summary>
public readonly record struct Versioned<TState>(TState State, long Version);
