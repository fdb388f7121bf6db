using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Webhooks.Feed;

/// <summary>The streams that a page could not read. The cursor stays before their events, so none is skipped.</summary>
internal sealed class HeldBackStreams
{
    private readonly Dictionary<StreamName, Exception> _causes = [];

    public IReadOnlyDictionary<StreamName, Exception> Causes => _causes;

    /// <summary>The time of the first commit that was held back.</summary>
    public Instant Since { get; private set; } = Instant.MaxValue;

    public bool Contains(StreamName stream) => _causes.ContainsKey(stream);

    public void Add(RecordedVersion commit, Exception cause)
    {
        _causes.TryAdd(commit.Reached.Stream, cause);
        Since = Instant.Min(Since, commit.RecordedAt);
    }
}

/// <summary>The feed cannot go on without skipping events: its cursor has no room for more streams.</summary>
public sealed class FeedStoppedException(Instant at, Exception? cause) : Exception(
    cause is null
        ? $"The events feed stops at {at}: more than {FeedCursor.MostStreams} streams were written at that instant."
        : $"The events feed stops at {at}: it holds back a stream that cannot be read, and too much was written since. Repair the stream.",
    cause);
