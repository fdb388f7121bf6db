using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.RateLimiting;
using BookingEngine.Users.Profiles;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Users.Accounts;

public sealed class UpdateProfileFunction(HttpEdge edge, UpdateProfileHandler handler, GetProfileHandler profiles) : IHttpFunction
{
    public static string Name => "UpdateOwnProfile";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.ProfileUpdate);

    [Function("UsersMeUpdate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "users/me")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<UpdateProfileFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (request, problem) = await call.ReadBodyAsync<UpdateProfileRequest>();
        if (request is null)
        {
            return problem!;
        }

        return await handler.HandleAsync(new UpdateProfile(call.Caller.UserId, request.FullName), call.Command, call.Cancellation)
            ? await GetProfileFunction.AnswerAsync(call, profiles)
            : Problems.InvalidToken;
    }
}
