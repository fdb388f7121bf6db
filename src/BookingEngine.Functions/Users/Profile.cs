using BookingEngine.Functions.Auth;
using BookingEngine.Functions.Http;
using BookingEngine.RateLimiting;
using BookingEngine.Users.Profiles;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Users;

public sealed class GetOwnProfile(HttpEdge edge, GetProfileHandler profiles) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Profile);

    [Function("UsersMeGet")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users/me")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<GetOwnProfile>(request, context, call => AnswerAsync(call, profiles));

    /// <summary>The caller's profile. One without is a person who was erased while the token was good.</summary>
    internal static async Task<IResult> AnswerAsync(ApiCall call, GetProfileHandler profiles) =>
        await profiles.HandleAsync(call.Caller.UserId, call.Cancellation) is { } profile
            ? Results.Json(
                new UserView(profile.Id.Value, profile.Email, profile.FullName, Rfc3339.Format(profile.CreatedAt)), AuthJson.Default.UserView)
            : Problems.InvalidToken;
}

public sealed class UpdateOwnProfile(HttpEdge edge, UpdateProfileHandler handler, GetProfileHandler profiles) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.ProfileUpdate);

    [Function("UsersMeUpdate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "users/me")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<UpdateOwnProfile>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (fields, problem) = await JsonBody.ReadAsync(call.Request, call.Cancellation);
        if (fields is null)
        {
            return problem!;
        }

        var fullName = fields.FullName("full_name");
        if (fields.Errors.Problem is { } invalid)
        {
            return invalid;
        }

        return await handler.HandleAsync(new UpdateProfile(call.Caller.UserId, fullName), call.Command, call.Cancellation)
            ? await GetOwnProfile.AnswerAsync(call, profiles)
            : Problems.InvalidToken;
    }
}
