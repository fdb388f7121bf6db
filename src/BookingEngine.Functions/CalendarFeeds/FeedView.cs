using BookingEngine.CalendarFeeds;
using BookingEngine.Times;

namespace BookingEngine.Functions.CalendarFeeds;

[Shape("Feed", "A feed for calendar programs.")]
public sealed record FeedView(
    [property: Field("The feed's id.")] Guid Id,
    [property: Field("The user who made it.")] Guid MadeBy,
    [property: Field("The resource whose appointments it has. Null for the maker's own.")] string? ResourceId,
    [property: Field("Whether its entries say only when.")] bool BusyOnly,
    [property: Field("When it was made.", Format = "date-time")] string CreatedAt)
{
    internal static FeedView Example => new(
        new Guid("0197a3c2-c6e7-7a10-8b21-d3e4f5061729"), Samples.User, null, true, "2030-05-01T09:13:02.1187Z");

    public static FeedView Of(ListedFeed feed) => new(
        feed.Id, feed.Maker.Value, feed.ResourceId?.Value, feed.IsBusyOnly, Rfc3339.Format(feed.MadeAt));
}

[Shape("NewFeed", "A new feed, with its secret address.")]
public sealed record NewFeedView(
    [property: Field("The feed.")] FeedView Feed,
    [property: Field("Its address, for a calendar program. All who have it can read the feed. It is shown only now.", Format = "uri-reference")] string Url)
{
    internal static NewFeedView Example => new(
        FeedView.Example, "/feeds/AZejwsbnehCLIdPk9QYXKVTGk0d8u1hQm3fKx2b9o8r0LZyJmN4aVw.ics");
}

[Shape("FeedList", "Feeds, the oldest first.")]
public sealed record FeedListView([property: Field("The feeds. Their addresses are not shown again.")] IReadOnlyList<FeedView> Feeds)
{
    public static FeedListView Of(IReadOnlyList<ListedFeed> feeds) => new([.. feeds.Select(FeedView.Of)]);
}
