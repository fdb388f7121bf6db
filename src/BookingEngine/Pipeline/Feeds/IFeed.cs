using System.Collections.Immutable;
using BookingEngine.EventSourcing;

namespace BookingEngine.Pipeline.Feeds;

/// <summary>The store's feed of appended commits. The relay reads it.</summary>
public interface IFeed
{
    /// <summary>Reads the page after the position; null reads from the earliest entry that the feed still has. A reader that saves each
    /// page's position and continues from it gets every append at least once, unless a page has <c>HistoryLost</c>.</summary>
    Task<FeedPage> ReadAsync(FeedPosition? after, CancellationToken cancellation);
}

/// <summary>A reader's position in the feed. Opaque: each store has its own format.</summary>
public sealed record FeedPosition(string Value);

/// <param name="Advanced">The streams that were appended to, each with the version it reached. A stream may occur more than once.</param>
/// <param name="Position">The position to continue from. In stores whose positions expire, an empty page has a new one as well.</param>
/// <param name="HistoryLost">The feed may have skipped appends before this page. Only a full sweep finds them.</param>
public sealed record FeedPage(ImmutableArray<StreamVersion> Advanced, FeedPosition Position, bool HistoryLost);
