using BookingEngine.Branding;
using BookingEngine.Functions.Catalogue;
using BookingEngine.Notifications;
using BookingEngine.Users;

namespace BookingEngine.Functions.Branding;

public sealed class GetBrandHistoryFunction(HttpEdge edge, CatalogueQueries<Brand> queries, PublicLinks links) : IHttpFunction
{
    public static string Name => "GetBrandHistory";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read, Role.Admin);

    public static Operation Operation => new(
        OperationGroup.Brand, "Get the brand's history", "Only administrators. Returns all versions, each with its time and its author.",
        new(StatusCodes.Status200OK, "The history.", BrandViewJson.Default.HistoryViewBrandView, ("page", new HistoryView<BrandView>(
            [new("changed", "2030-05-01T09:12:44.5318Z", $"{Samples.User}", BrandView.Example)], null))))
    {
        Query = Operation.QueryOf<PageQuery>(),
        Problems = [PageQuery.LimitProblem],
    };

    [Function("BrandHistory")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "brand/history")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<GetBrandHistoryFunction>(
            request, context,
            call => queries.HistoryAsync(call, BrandState.Id, brand => BrandView.Complete(brand, links), BrandViewJson.Default.HistoryEntryViewBrandView));
}
