using BookingEngine.Bookings;
using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.Guests;
using BookingEngine.Notifications;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Guests;

/// <summary>Another link for a booking: those given out before stay good.</summary>
public sealed class CreateManageLinkFunction(HttpEdge edge, ManageLinks links, PublicLinks addresses) : IHttpFunction
{
    public static string Name => "PostManageLink";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Staff, Role.Admin);

    [Function("BookingsManageLinkCreate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bookings/{id}/manage-link")] HttpRequest request, string id,
        FunctionContext context) =>
        edge.RunAsync<CreateManageLinkFunction>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id) => BookingAnswer.ReadId(id) is { } booking
        ? await links.IssueAsync(booking, call.Caller.Actor, call.Now, call.Cancellation).AnswerAsync(
            link => new ManageLinkView(addresses.Manage(links.TokenOf(link)).AbsoluteUri, Rfc3339.Format(link.Expires)), GuestsJson.Default.ManageLinkView,
            StatusCodes.Status201Created)
        : Problem.Of(BookingRefusals.Unknown);
}
