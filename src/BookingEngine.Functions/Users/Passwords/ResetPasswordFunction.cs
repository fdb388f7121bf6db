using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Users.Passwords;

public sealed class ResetPasswordFunction(HttpEdge edge, ResetPasswordHandler handler) : IHttpFunction
{
    public static string Name => "ResetPassword";

    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Reset);

    [Function("AuthResetPassword")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "auth/reset-password")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ResetPasswordFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (command, problem) = await ReadAsync(call);
        if (command is null)
        {
            return problem!;
        }

        var outcome = await handler.HandleAsync(command, call.Command, call.Cancellation);
        return outcome.IsRefused(out var refusal, out _) ? Problem.Of(refusal) : MessageView.Of("Password updated");
    }

    // Older clients send both in the query, newer ones in a JSON body.
    private static async Task<(BookingEngine.Users.ResetPassword? Command, Problem? Problem)> ReadAsync(ApiCall call)
    {
        var query = new QueryFields(call.Request.Query, new FieldErrors());
        if (query.Has("token") || query.Has("new_password"))
        {
            var fromQuery = new BookingEngine.Users.ResetPassword(query.Required("token"), query.NewPassword("new_password"));
            return (fromQuery, query.Errors.Problem) is (_, { } wrong) ? (null, wrong) : (fromQuery, null);
        }

        var (fields, problem) = await JsonBody.ReadAsync(call.Request, call.Cancellation);
        if (fields is null)
        {
            return (null, problem);
        }

        var fromBody = new BookingEngine.Users.ResetPassword(fields.Text("token", 1, 4_096), fields.NewPassword("new_password"));
        return fields.Errors.Problem is { } invalid ? (null, invalid) : (fromBody, null);
    }
}
