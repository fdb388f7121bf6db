using BookingEngine.Branding;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Catalogue;
using BookingEngine.Notifications;
using BookingEngine.Users;

namespace BookingEngine.Functions.Branding;

internal static class BrandOperations
{
    public static Policy Change { get; } = Policy.SignedIn(RateLimitName.Write, Role.Admin);

    public static Success Shown(string description) =>
        new(StatusCodes.Status200OK, description, BrandViewJson.Default.BrandView, ("brand", BrandView.Example)) { Headers = ["ETag"] };

    public static IReadOnlyList<Problem> ChangeProblems => [EntityTags.Required, Problem.Of(CatalogueRefusals.Stale)];

    /// <summary>The brand as it is now, for an administrator.</summary>
    public static IResult Answer(ApiCall call, Outcome<Definition<Brand>> outcome, PublicLinks links) => outcome.Answer(changed =>
    {
        EntityTags.Set(call, changed);
        return Results.Json(BrandView.Complete(changed.Value!, links), BrandViewJson.Default.BrandView);
    });
}
