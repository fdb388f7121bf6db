using BookingEngine.Guests;

namespace BookingEngine.Functions.Guests;

/// <summary>The manage link alone never erases: staff have it, too.</summary>
public sealed class RequestErasureFunction(HttpEdge edge, ManagedBooking managed, RequestGuestLinkHandler handler) : IHttpFunction
{
    private const string Sent = "Erasure email sent";

    public static string Name => "RequestGuestErasure";

    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Recover);

    public static Operation Operation => new(
        OperationGroup.Guests, "Ask to erase the link's guest",
        $"{ManagedBooking.WithLink} Sends a mail to the guest with another link. Following that link within 30 minutes erases the guest: the name, the mail address, "
        + "the telephone number and everything that was written about all bookings with this mail address.",
        new(StatusCodes.Status202Accepted, "A mail is on its way.", ApiJson.Default.MessageView, ("sent", new MessageView(Sent))))
    {
        Problems = [ManagedBooking.InvalidLink, Problem.Of(ManageLinks.GuestsOnly), Problem.Of(RequestGuestLinkHandler.NoMailAddress)],
    };

    [Function("ManageErase")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/booking/erase")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<RequestErasureFunction>(request, context, call => managed.RunAsync(call, (booking, _, command) =>
            handler.HandleAsync(GuestLinkKind.Erase, booking, command, call.Cancellation).AnswerAsync(_ => MessageView.Of(Sent, StatusCodes.Status202Accepted))));
}
