using BookingEngine.Guests;

namespace BookingEngine.Functions.Guests;

/// <summary>The manage link alone never shows what is stored about a guest: staff have it, too.</summary>
public sealed class RequestExportFunction(HttpEdge edge, ManagedBooking managed, RequestGuestLinkHandler handler) : IHttpFunction
{
    private const string Sent = "Export email sent";

    public static string Name => "RequestGuestExport";

    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Recover);

    public static Operation Operation => new(
        OperationGroup.Guests, "Ask for everything about the link's guest",
        $"{ManagedBooking.WithLink} Sends a mail to the guest with another link. Following that link, once and within 30 minutes, downloads everything that is stored "
        + "about the guest as JSON: all bookings with this mail address, and what waits for its confirmation.",
        new(StatusCodes.Status202Accepted, "A mail is on its way.", ApiJson.Default.MessageView, ("sent", new MessageView(Sent))))
    {
        Problems = [ManagedBooking.InvalidLink, Problem.Of(ManageLinks.GuestsOnly), Problem.Of(RequestGuestLinkHandler.NoMailAddress)],
    };

    [Function("ManageExport")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/booking/export")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<RequestExportFunction>(request, context, call => managed.RunAsync(call, (booking, _, command) =>
            handler.HandleAsync(GuestLinkKind.Export, booking, command, call.Cancellation).AnswerAsync(_ => MessageView.Of(Sent, StatusCodes.Status202Accepted))));
}
