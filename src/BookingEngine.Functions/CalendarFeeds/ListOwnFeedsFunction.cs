using BookingEngine.CalendarFeeds;

namespace BookingEngine.Functions.CalendarFeeds;

public sealed class ListOwnFeedsFunction(HttpEdge edge, FeedLists feeds) : IHttpFunction
{
    public static string Name => "ListOwnFeeds";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

    public static Operation Operation => new(
        OperationGroup.Feeds, "List the feeds of own appointments", "Lists the caller's feeds that have not ended.", FeedMaking.Listed);

    [Function("UsersMeFeedsList")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users/me/feeds")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ListOwnFeedsFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call) =>
        Results.Json(FeedListView.Of(await feeds.OfAsync(call.Caller.UserId, call.Cancellation)), FeedsJson.Default.FeedListView);
}
