using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Users.Profiles;

namespace BookingEngine.Functions.Pages.Account.Profiles;

public sealed class ProfilePageFunction(AccountEdge edge, ProfilePage page) : IHttpFunction
{
    public static string Name => "ProfilePage";

    public static Policy Policy { get; } = Policy.Page(RateLimitName.Profile);

    public static Operation? Operation => null;

    [Function("PageProfile")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "account/profile")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ProfilePageFunction>(request, context, async (visit, profile) => await page.ShowAsync(visit, StatusCodes.Status200OK, profile));
}

/// <summary>Handles the form with name and language.</summary>
public sealed class SubmitProfilePageFunction(AccountEdge edge, ProfilePage page, UpdateProfileHandler handler) : IHttpFunction
{
    public static string Name => "ProfileSubmit";

    public static Policy Policy { get; } = Policy.Page(RateLimitName.ProfileUpdate);

    public static Operation? Operation => null;

    [Function("PageProfileSubmit")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "account/profile")] HttpRequest request, FunctionContext context) =>
        edge.RunFormAsync<SubmitProfilePageFunction, ProfileForm>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(PageVisit visit, Profile profile, ProfileForm form, FieldErrors errors)
    {
        if (form.Name is not { } name || errors.Problem is not null)
        {
            return await page.ShowAsync(visit, StatusCodes.Status422UnprocessableEntity, profile, "book.error.name");
        }

        await handler.HandleAsync(new UpdateProfile(visit.Call.Caller.UserId, name, form.Locale), visit.Call.Command, visit.Call.Cancellation);
        return new SeeOther($"{AccountLayout.Profile}?done=profile");
    }
}
