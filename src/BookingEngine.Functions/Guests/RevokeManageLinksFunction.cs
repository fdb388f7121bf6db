using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Functions.Bookings;
using BookingEngine.Guests;
using BookingEngine.Users;

namespace BookingEngine.Functions.Guests;

public sealed class RevokeManageLinksFunction(HttpEdge edge, ManageLinks links) : IHttpFunction
{
    public static string Name => "DeleteManageLinks";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Staff, Role.Admin);

    public static Operation Operation => new(
        OperationGroup.Guests, "Revoke manage links", $"{BookingOperations.StaffOnly} All existing links of the booking stop working.",
        Success.Empty("The links are revoked."))
    {
        IdOf = "booking",
        Problems =
        [
            Problem.Of(BookingRefusals.Unknown), Problem.Of(BookingRefusals.EndedLongAgo), Problem.Of(BookingRefusals.WrongState(BookingStatus.Cancelled)),
        ],
    };

    [Function("BookingsManageLinkDelete")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "bookings/{id}/manage-link")] HttpRequest request, string id,
        FunctionContext context) =>
        edge.RunAsync<RevokeManageLinksFunction>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id) => BookingAnswer.ReadId(id) is { } booking
        ? await links.RevokeAsync(booking, call.Caller.Actor, call.Command, call.Cancellation).AnswerAsync(_ => Results.NoContent())
        : Problem.Of(BookingRefusals.Unknown);
}
