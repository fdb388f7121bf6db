using BookingEngine.CalendarFeeds;

namespace BookingEngine.Functions.CalendarFeeds;

/// <summary>Serves a feed to calendar programs. They cannot send a key: the address is the secret. It is in no log, because logs have the function's
/// name and no path.</summary>
public sealed class GetFeedFunction(HttpEdge edge, FeedReader feeds) : IHttpFunction
{
    private const string Suffix = ".ics";

    public static string Name => "Feed";

    public static Policy Policy { get; } = Policy.OpenWithin(RateLimitName.Read);

    public static Operation? Operation => null;

    [Function("FeedsGet")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "feeds/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<GetFeedFunction>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string file) => file.EndsWith(Suffix, StringComparison.Ordinal)
        && await feeds.FindAsync(file[..^Suffix.Length], call.Now, call.Cancellation) is { } feed ? new FeedAnswer(feed) : Problems.NotFound;
}
