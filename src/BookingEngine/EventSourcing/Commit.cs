using System.Collections.Immutable;
using NodaTime;

namespace BookingEngine.EventSourcing;

/// <summary>Events to append to one stream in one step: all or none.</summary>
/// <param name="ExpectedVersion">The version of the stream that the decision was based on; 0 for a new stream.</param>
public sealed record Commit(
    CommitId Id, StreamName Stream, long ExpectedVersion, ImmutableArray<EventData> Events, CommitMetadata Metadata)
{
    /// <summary>The maximum number of stored events. A list of events counts as one.</summary>
    public const int MaximumEvents = 100;

    /// <summary>The maximum number of versions, with each event of a list.</summary>
    public const int MaximumVersions = 1_000;

    /// <summary>The maximum size of all payloads together, in UTF-16 characters: well below the smallest document limit of the stores (2
    /// MB).</summary>
    public const int MaximumSize = 512 * 1024;

    /// <summary>The same events as objects, so that a store that projects them need not read their JSON. Empty if the caller does not have
    /// them.</summary>
    public ImmutableArray<RecordedEvent> Recorded { get; init; } = [];

    public long Version => ExpectedVersion + Events.CountAll();

    /// <summary>The size of all payloads together.</summary>
    public int Size
    {
        get
        {
            var size = 0;
            foreach (var e in Events)
            {
                size += e.Json.Length;
            }

            return size;
        }
    }

    /// <summary>Throws if the commit is too large for some store.</summary>
    public void EnsureFits()
    {
        if (Events.Length is 0 or > MaximumEvents || Size > MaximumSize || Version - ExpectedVersion > MaximumVersions)
        {
            throw new InvalidOperationException(
                $"The commit to {Stream} has {Events.Length} events of {Version - ExpectedVersion} versions. A commit has 1 to {MaximumEvents} events of at most {MaximumVersions} versions and {MaximumSize} characters together.");
        }
    }
}

/// <summary>A stored event: its stable type name with a version, and its JSON.</summary>
/// <param name="Type">For a list of events also their number.</param>
public readonly record struct EventData(string Type, string Json)
{
    /// <summary>How many versions of the stream it takes: 1, or the number of events of a list.</summary>
    public int Count => EventList.CountOf(Type);
}

internal static class EventDataExtensions
{
    public static int CountAll(this ImmutableArray<EventData> events)
    {
        var count = 0;
        foreach (var e in events)
        {
            count += e.Count;
        }

        return count;
    }
}

/// <summary>What a commit stores besides its events.</summary>
/// <param name="Actor">The id of the acting user; null for none.</param>
/// <param name="Trace">The W3C traceparent of the command, so that its consequences belong to the same trace.</param>
public sealed record CommitMetadata(Instant RecordedAt, string? Actor, string CorrelationId, string? Trace = null);

/// <summary>A commit as the store returns it.</summary>
/// <param name="FirstVersion">The version of its first event.</param>
public sealed record StoredCommit(
    CommitId Id, StreamName Stream, long FirstVersion, ImmutableArray<EventData> Events, CommitMetadata Metadata)
{
    public long Version => FirstVersion + Events.CountAll() - 1;
}
