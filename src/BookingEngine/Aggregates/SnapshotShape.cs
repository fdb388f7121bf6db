using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace BookingEngine.Aggregates;

/// <summary>The stored format of an aggregate's snapshots. Rename it when the format changes, or when the state includes other events.
/// Snapshots with another name are ignored, and the events are folded instead.</summary>
/// <param name="Name">Stable, and with a version, such as <c>calendar.v1</c>.</param>
public sealed record SnapshotShape<TState>(string Name, Func<StateAt<TState>, string> Write, Func<string, StateAt<TState>> Read)
{
    /// <summary>The names of earlier shapes whose snapshots are still read. Only if what they lack is optional.</summary>
    public IReadOnlyList<string> Readable { get; init; } = [];

    public bool CanRead(string name) => name == Name || Readable.Contains(name);
}

/// <summary>A state, and the id of the newest commit that it includes. The id ties a snapshot to its history. After a restore from an older
/// backup the history differs, and a snapshot of the lost events must not be used.</summary>
public sealed record StateAt<TState>(Guid Commit, TState State);

public static class SnapshotShape
{
    /// <param name="json">Asked on first use: making the metadata takes longer than the rest of a cold start.</param>
    public static SnapshotShape<TState> Of<TState, TStored>(
        string name, Func<JsonTypeInfo<StateAt<TStored>>> json, Func<TState, TStored> write, Func<TStored, TState> read,
        params IReadOnlyList<string> readable) => new(
        name,
        at => JsonSerializer.Serialize(new StateAt<TStored>(at.Commit, write(at.State)), json()),
        text => JsonSerializer.Deserialize(text, json()) is { } at
            ? new StateAt<TState>(at.Commit, read(at.State))
            : throw new JsonException("A snapshot must be a JSON object."))
        {
            Readable = readable,
        };
}
