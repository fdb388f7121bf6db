using BookingEngine.CalendarFeeds;

namespace BookingEngine.Functions.CalendarFeeds;

public sealed class MakeOwnFeedFunction(HttpEdge edge, FeedMaking making) : IHttpFunction
{
    public static string Name => "PostOwnFeed";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write);

    public static Operation Operation => new(
        OperationGroup.Feeds, "Make a feed of own appointments", FeedMaking.Text, FeedMaking.Made)
    {
        Body = FeedMaking.Body,
        Problems = [FeedMaking.Invalid, Problem.Of(MakeFeedHandler.TooMany)],
    };

    [Function("UsersMeFeedsCreate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "users/me/feeds")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<MakeOwnFeedFunction>(request, context, call => making.AnswerAsync(call, resource: null));
}
