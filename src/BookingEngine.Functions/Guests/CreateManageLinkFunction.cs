using BookingEngine.Bookings;
using BookingEngine.Branding;
using BookingEngine.Calendars.Events;
using BookingEngine.Functions.Bookings;
using BookingEngine.Guests;
using BookingEngine.Notifications;
using BookingEngine.Times;
using BookingEngine.Users;

namespace BookingEngine.Functions.Guests;

/// <summary>Creates another link for a booking. Earlier links stay valid.</summary>
public sealed class CreateManageLinkFunction(HttpEdge edge, ManageLinks links, PublicLinks addresses, BrandCache brands) : IHttpFunction
{
    public static string Name => "PostManageLink";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Staff, Role.Admin);

    public static Operation Operation => new(
        OperationGroup.Guests, "Create a manage link",
        $"{BookingOperations.StaffOnly} Only for bookings of guests: users sign in, and their mails have the link. Earlier links stay valid. A link is valid for 90 days, or until a day after the "
        + "booking, if that is later, and as long as the caller has the right to the booking. The booking's history shows who made it.",
        new(StatusCodes.Status201Created, "The link.", GuestsJson.Default.ManageLinkView,
            ("link", new ManageLinkView("/manage?token=AZejwrTVf26KkLHC0-T1BgAAAABw5Q", "2030-08-11T15:00:00Z"))))
    {
        IdOf = "booking",
        Problems =
        [
            Problem.Of(BookingRefusals.Unknown), Problem.Of(ManageLinks.GuestsOnly), Problem.Of(BookingRefusals.EndedLongAgo),
            Problem.Of(BookingRefusals.WrongState(BookingStatus.Cancelled)),
        ],
    };

    [Function("BookingsManageLinkCreate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bookings/{id}/manage-link")] HttpRequest request, string id,
        FunctionContext context) =>
        edge.RunAsync<CreateManageLinkFunction>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id)
    {
        if (BookingAnswer.ReadId(id) is not { } booking)
        {
            return Problem.Of(BookingRefusals.Unknown);
        }

        var shown = addresses.Of(await brands.FindAsync(call.Cancellation));
        return await links.IssueAsync(booking, call.Caller.Actor, call.Command, call.Cancellation).AnswerAsync(
            link => new ManageLinkView(shown.Manage(links.TokenOf(link)).AbsoluteUri, Rfc3339.Format(link.Expires)), GuestsJson.Default.ManageLinkView,
            StatusCodes.Status201Created);
    }
}
