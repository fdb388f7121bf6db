using BookingEngine.CalendarFeeds;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Bookings;
using BookingEngine.Users;

namespace BookingEngine.Functions.CalendarFeeds;

public sealed class MakeResourceFeedFunction(HttpEdge edge, FeedMaking making) : IHttpFunction
{
    public static string Name => "PostResourceFeed";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Staff, Role.Admin);

    public static Operation Operation => new(
        OperationGroup.Feeds, "Make a feed of a resource's appointments", $"{BookingOperations.StaffOnly} {FeedMaking.Text}", FeedMaking.Made)
    {
        IdOf = "resource",
        Body = FeedMaking.Body,
        Problems = [FeedMaking.Invalid, Problem.Of(MakeFeedHandler.TooMany), Problem.Of(CatalogueRefusals.NotFound)],
    };

    [Function("ResourcesFeedsCreate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "resources/{id}/feeds")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<MakeResourceFeedFunction>(request, context, call => making.AnswerAsync(call, new ResourceId(id)));
}
