using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace BookingEngine.Aggregates;

/// <summary>How an aggregate's state is stored in a snapshot. A change to what is stored, or to what the state keeps of its events, takes
/// a new name: snapshots with another name are passed over, and their streams folded from their events.</summary>
/// <param name="Name">Stable, with a version, such as <c>calendar.v1</c>.</param>
public sealed record SnapshotShape<TState>(string Name, Func<StateAt<TState>, string> Write, Func<string, StateAt<TState>> Read);

/// <summary>A state and the id of the newest commit that it has seen. The id ties a snapshot to the history that it was made of: events
/// restored from an older backup go on differently, and a snapshot of what they have lost must not be believed.</summary>
public sealed record StateAt<TState>(Guid Commit, TState State);

public static class SnapshotShape
{
    public static SnapshotShape<TState> Of<TState, TStored>(
        string name, JsonTypeInfo<StateAt<TStored>> json, Func<TState, TStored> write, Func<TStored, TState> read) => new(
        name,
        at => JsonSerializer.Serialize(new StateAt<TStored>(at.Commit, write(at.State)), json),
        text => JsonSerializer.Deserialize(text, json) is { } at
            ? new StateAt<TState>(at.Commit, read(at.State))
            : throw new JsonException("A snapshot is an object."));
}
