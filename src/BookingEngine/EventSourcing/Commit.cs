using System.Collections.Immutable;
using NodaTime;

namespace BookingEngine.EventSourcing;

/// <summary>Events to be appended together to one stream: all of them or none.</summary>
/// <param name="ExpectedVersion">The version of the stream that the decision was made on; 0 for a stream that does not exist.</param>
public sealed record Commit(
    CommitId Id, StreamName Stream, long ExpectedVersion, ImmutableArray<EventData> Events, CommitMetadata Metadata)
{
    public const int MaximumEvents = 100;

    /// <summary>Of all payloads together, in UTF-16 characters: well under the smallest document limit of a store (2 MB).</summary>
    public const int MaximumSize = 512 * 1024;

    public long Version => ExpectedVersion + Events.Length;

    /// <summary>Throws where the commit is larger than every store can take.</summary>
    public void EnsureFits()
    {
        if (Events.Length is 0 or > MaximumEvents || Events.Sum(e => e.Json.Length) > MaximumSize)
        {
            throw new InvalidOperationException(
                $"A commit holds 1 to {MaximumEvents} events of at most {MaximumSize} characters; this one to {Stream} has {Events.Length}.");
        }
    }
}

/// <summary>One event as it is stored: its stable type name with a version, and its JSON.</summary>
public readonly record struct EventData(string Type, string Json);

/// <summary>What is stored beside the events of a commit.</summary>
/// <param name="Actor">The id of the user who acted, or null.</param>
/// <param name="Trace">The W3C traceparent in which it happened, so that what follows from it stands in the same trace.</param>
public sealed record CommitMetadata(Instant RecordedAt, string? Actor, string CorrelationId, string? Trace = null);

/// <summary>A commit as it is read back: the events after <paramref name="FirstVersion"/> − 1.</summary>
public sealed record StoredCommit(
    CommitId Id, StreamName Stream, long FirstVersion, ImmutableArray<EventData> Events, CommitMetadata Metadata)
{
    public long Version => FirstVersion + Events.Length - 1;
}
