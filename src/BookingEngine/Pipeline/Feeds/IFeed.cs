using System.Collections.Immutable;
using BookingEngine.EventSourcing;

namespace BookingEngine.Pipeline.Feeds;

/// <summary>What was appended, as the store tells it: the source of the relay.</summary>
public interface IFeed
{
    /// <summary>What came after the position (from the earliest that the feed can give, where null). Every append is told at least
    /// once to a reader that saves each page's position and goes on from it, unless the page says that history was lost.</summary>
    Task<FeedPage> ReadAsync(FeedPosition? after, CancellationToken cancellation);
}

/// <summary>Where a reader of the feed stands. Opaque; each store has its own.</summary>
public sealed record FeedPosition(string Value);

/// <param name="Advanced">Streams that were appended to, each with the version it reached; a stream may stand there repeatedly.</param>
/// <param name="Position">Where to go on from. New for an empty page, too, where the store's positions age.</param>
/// <param name="HistoryLost">Appends before this page may have gone untold: only a full sweep finds them.</param>
public sealed record FeedPage(ImmutableArray<StreamVersion> Advanced, FeedPosition Position, bool HistoryLost);
