using BookingEngine.Export;

namespace BookingEngine.Functions.Users.Export;

public sealed class ExportOwnDataFunction(HttpEdge edge, ExportPersonHandler handler) : IHttpFunction
{
    public static string Name => "ExportOwnData";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.ProfileUpdate);

    public static Operation Operation => new(
        OperationGroup.Users, "Export own data",
        "Returns everything that is stored about the caller: the profile, the state of the second factor, every change of the account, the sessions, entries of waitlists, all bookings with their texts and "
        + "histories, what the caller did, or others did to the caller, as administrators, and which versions of the brand, of mails and of the catalogue the "
        + "caller made. Passwords are stored as hashes and are not in it. Addresses of "
        + "mails are stored to find accounts as keyed hashes, which are not in it either.",
        new(StatusCodes.Status200OK, "Everything that is stored about the caller.", ExportJson.Default.PersonExportView, ("export", PersonExportView.Example)));

    [Function("UsersMeExport")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users/me/export")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ExportOwnDataFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call) => await handler.HandleAsync(call.Caller.UserId, call.Now, call.Cancellation) is { } export
        ? Results.Json(PersonExportView.Of(export, call.Now), ExportJson.Default.PersonExportView)
        : Problems.InvalidToken;
}
