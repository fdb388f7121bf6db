using BookingEngine.Branding;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Catalogue;
using BookingEngine.Notifications;
using BookingEngine.Users;

namespace BookingEngine.Functions.Branding;

public sealed class GetBrandFunction(HttpEdge edge, CatalogueReader<Brand> brands, PublicLinks links) : IHttpFunction
{
    public static string Name => "GetBrand";

    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Read) with { TakesToken = true };

    public static Operation Operation => new(
        OperationGroup.Brand, "Get the brand",
        "Needs no token. With the token of an administrator it also has the sender's name, the address for answers, and which mails are sent.",
        BrandOperations.Shown("The brand. What is not set is null."));

    [Function("BrandGet")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "brand")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<GetBrandFunction>(request, context, AnswerAsync);

    // Not from the cache: its ETag must be the present one.
    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var found = (await brands.FindAsync(BrandState.Id, call.Cancellation))!;
        EntityTags.Set(call, found);
        var view = call.SignedIn?.Role is Role.Admin ? BrandView.Complete(found.Value!, links) : BrandView.Public(found.Value!, links);
        return Results.Json(view, BrandViewJson.Default.BrandView);
    }
}
