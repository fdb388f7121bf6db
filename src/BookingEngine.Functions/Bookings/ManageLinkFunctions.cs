using BookingEngine.Bookings;
using BookingEngine.Functions.Http;
using BookingEngine.Guests;
using BookingEngine.Notifications;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Bookings;

public sealed record ManageLinkView(string ManageLink, string ExpiresAt);

/// <summary>Another link for a booking: those given out before stay good.</summary>
public sealed class PostManageLink(HttpEdge edge, ManageLinks links, PublicLinks addresses) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Staff, Role.Admin);

    [Function("BookingsManageLinkCreate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bookings/{id}/manage-link")] HttpRequest request, string id,
        FunctionContext context) =>
        edge.RunAsync<PostManageLink>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id)
    {
        if (BookingAnswer.ReadId(id) is not { } booking)
        {
            return Problem.Of(BookingRefusals.Unknown);
        }

        var outcome = await links.IssueAsync(booking, call.Caller.Actor, call.Now, call.Cancellation);
        return outcome.IsRefused(out var refusal, out var link)
            ? Problem.Of(refusal)
            : Results.Json(
                new ManageLinkView(addresses.Manage(links.TokenOf(link)).AbsoluteUri, Rfc3339.Format(link.Expires)), BookingsJson.Default.ManageLinkView,
                statusCode: StatusCodes.Status201Created);
    }
}

public sealed class DeleteManageLinks(HttpEdge edge, ManageLinks links) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Staff, Role.Admin);

    [Function("BookingsManageLinkDelete")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "bookings/{id}/manage-link")] HttpRequest request, string id,
        FunctionContext context) =>
        edge.RunAsync<DeleteManageLinks>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id) =>
        BookingAnswer.ReadId(id) is not { } booking ? Problem.Of(BookingRefusals.Unknown)
        : (await links.RevokeAsync(booking, call.Caller.Actor, call.Command, call.Cancellation)).Refusal is { } refusal ? Problem.Of(refusal)
        : Results.NoContent();
}
