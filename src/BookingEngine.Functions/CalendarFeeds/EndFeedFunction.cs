using BookingEngine.CalendarFeeds;

namespace BookingEngine.Functions.CalendarFeeds;

public sealed class EndFeedFunction(HttpEdge edge, FeedLists feeds) : IHttpFunction
{
    public static string Name => "DeleteFeed";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write);

    public static Operation Operation => new(
        OperationGroup.Feeds, "End a feed",
        "For the feed's maker. Administrators also end others' feeds of resources. From then on its address is unknown.",
        Success.Message("The feed has ended.", "ended", "Feed ended"))
    {
        IdOf = "feed",
        Problems = [Problem.Of(FeedLists.NotFound)],
    };

    [Function("FeedsEnd")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "feeds/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<EndFeedFunction>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id) => Guid.TryParseExact(id, "D", out var feed)
        ? await feeds.EndAsync(feed, call.Caller.Actor, call.Command, call.Cancellation).AnswerAsync(_ => MessageView.Of("Feed ended"))
        : Problem.Of(FeedLists.NotFound);
}
