using BookingEngine.CalendarFeeds;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Bookings;
using BookingEngine.Users;

namespace BookingEngine.Functions.CalendarFeeds;

public sealed class ListResourceFeedsFunction(HttpEdge edge, FeedLists feeds) : IHttpFunction
{
    public static string Name => "ListResourceFeeds";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read, Role.Staff, Role.Admin);

    public static Operation Operation => new(
        OperationGroup.Feeds, "List the feeds of a resource's appointments",
        $"{BookingOperations.StaffOnly} Lists the feeds of all makers who may still read the resource's appointments.", FeedMaking.Listed)
    {
        IdOf = "resource",
        Problems = [Problem.Of(CatalogueRefusals.NotFound)],
    };

    [Function("ResourcesFeedsList")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "resources/{id}/feeds")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<ListResourceFeedsFunction>(request, context, call => AnswerAsync(call, id));

    private Task<IResult> AnswerAsync(ApiCall call, string id) =>
        feeds.OfAsync(new ResourceId(id), call.Caller.Actor, call.Cancellation).AnswerAsync(FeedListView.Of, FeedsJson.Default.FeedListView);
}
