using System.Text.Json.Nodes;
using BookingEngine.Aggregates;
using BookingEngine.EventSourcing;

namespace BookingEngine.Tests.InMemory;

/// <summary>The snapshots, which survive crashes.</summary>
public sealed class SnapshotTable
{
    public Dictionary<StreamName, Snapshot> Newest { get; } = [];

    /// <summary>Planted bug: a snapshot has the state of the previous one with its own version and commit.</summary>
    public bool SavesOldStates { get; init; }
}

public sealed class InMemorySnapshots(SnapshotTable table, Step step) : ISnapshots
{
    public Task<Snapshot?> FindAsync(StreamName stream, CancellationToken cancellation) =>
        step.AroundAsync("find snapshot", () => table.Newest.GetValueOrDefault(stream));

    public Task SaveAsync(Snapshot snapshot) => step.AroundAsync("keep snapshot", () =>
    {
        var older = table.Newest.GetValueOrDefault(snapshot.Stream);
        var replaces = older is null || older.Version <= snapshot.Version;
        if (replaces)
        {
            table.Newest[snapshot.Stream] = table.SavesOldStates && older is not null ? WithStateOf(older, snapshot) : snapshot;
        }

        return replaces;
    });

    private static Snapshot WithStateOf(Snapshot older, Snapshot snapshot)
    {
        var json = JsonNode.Parse(snapshot.Json)!;
        json["state"] = JsonNode.Parse(older.Json)!["state"]!.DeepClone();
        return snapshot with { Json = json.ToJsonString() };
    }
}
