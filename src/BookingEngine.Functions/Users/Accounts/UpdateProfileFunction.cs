using BookingEngine.Users.Profiles;

namespace BookingEngine.Functions.Users.Accounts;

public sealed class UpdateProfileFunction(HttpEdge edge, UpdateProfileHandler handler, GetProfileHandler profiles) : IHttpFunction
{
    public static string Name => "UpdateOwnProfile";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.ProfileUpdate);

    public static Operation Operation => new(
        OperationGroup.Users, "Update own profile", "Changes the caller's name. For the mail address see `PUT /users/me/email`.",
        new(StatusCodes.Status200OK, "The profile as it is now.", AccountsJson.Default.UserView, ("profile", UserView.Example)))
    {
        Body = RequestBody.Json<UpdateProfileRequest>(new() { ["full_name"] = Samples.FullName }),
        Problems = [RequestProblems.InvalidField("full_name", "must have 1 to 200 characters")],
    };

    [Function("UsersMeUpdate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "users/me")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<UpdateProfileFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (request, problem) = await call.ReadBodyAsync<UpdateProfileRequest>();
        return request is null ? problem! : await handler.HandleAsync(new UpdateProfile(call.Caller.UserId, request.FullName, request.Locale), call.Command, call.Cancellation)
            ? await GetProfileFunction.AnswerAsync(call, profiles)
            : Problems.InvalidToken;
    }
}
