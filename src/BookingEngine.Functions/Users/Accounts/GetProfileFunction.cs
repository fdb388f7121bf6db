using BookingEngine.Times;
using BookingEngine.Users.Profiles;

namespace BookingEngine.Functions.Users.Accounts;

public sealed class GetProfileFunction(HttpEdge edge, GetProfileHandler profiles) : IHttpFunction
{
    public static string Name => "GetOwnProfile";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Profile);

    public static Operation Operation => new(
        OperationGroup.Users, "Get own profile", "Returns the caller's profile.",
        new(StatusCodes.Status200OK, "The caller's profile.", AccountsJson.Default.UserView, ("profile", UserView.Example)));

    [Function("UsersMeGet")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users/me")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<GetProfileFunction>(request, context, call => AnswerAsync(call, profiles));

    /// <summary>The caller's profile. It is missing if the person was erased while the token was valid.</summary>
    internal static async Task<IResult> AnswerAsync(ApiCall call, GetProfileHandler profiles) =>
        await profiles.HandleAsync(call.Caller.UserId, call.Cancellation) is { } profile
            ? Results.Json(
                new UserView(profile.Id.Value, profile.Email, profile.FullName, Rfc3339.Format(profile.CreatedAt)) { Locale = profile.Locale },
                AccountsJson.Default.UserView)
            : Problems.InvalidToken;
}
