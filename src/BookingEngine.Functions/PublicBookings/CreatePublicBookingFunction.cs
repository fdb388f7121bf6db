using System.Text.Json.Nodes;
using BookingEngine.Bookings;
using BookingEngine.Branding;
using BookingEngine.Catalogue;
using BookingEngine.Functions.PublicBookings.Proofs;
using BookingEngine.PublicBookings;
using BookingEngine.Slots;
using BookingEngine.Times;

namespace BookingEngine.Functions.PublicBookings;

public sealed class CreatePublicBookingFunction(HttpEdge edge, PublicBookingGate gate, VisitorBookings bookings, VisitorProofs proofs, BrandCache brands) : IHttpFunction
{
    public static string Name => "CreatePublicBooking";

    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Book);

    public static Operation Operation => new(
        OperationGroup.PublicBookings, "Book a visitor's hold",
        $"{PublicBookingGate.WithoutAccount} If the brand's `booking` is `verified`, a mail goes to the address, and nothing is booked until its link is followed within "
        + "30 minutes. Until then the slot is held. At most three mails an hour go to an address that nobody has proved. Of one hold there is one booking: the same "
        + "request again gets it.",
        new(StatusCodes.Status201Created, "The slot is booked.", PublicBookingsJson.Default.PublicBookingView,
            ("booked", PublicBookingView.Example), ("unconfirmed", PublicBookingView.UnconfirmedExample))
        {
            AlsoStatus = StatusCodes.Status202Accepted,
        })
    {
        Body = RequestBody.Json<PublicBookingRequest>(new()
        {
            ["token"] = PublicHoldView.ExampleToken,
            ["name"] = "Grace Hopper",
            ["email"] = "grace@example.com",
            ["answers"] = new JsonObject { ["length"] = "short" },
        }),
        Problems =
        [
            PublicBookingGate.Off, Problem.Of(PublicBookingRefusals.InvalidHold), Problem.Of(PublicBookingRefusals.VerificationRequired),
            Problem.Of(PublicBookingRefusals.ProofRequired), Problem.Of(PublicBookingRefusals.InvalidProof),
            Problem.Of(BookingRefusals.HoldExpired), Problem.Of(BookingRefusals.CustomerErased), Problem.Of(BookingRefusals.ServiceChanging),
            Problem.Of(SlotRefusals.BookingLimit), Problem.Of(SlotRefusals.ResourceInactive), Problem.Of(SlotRefusals.InThePast),
            RequestProblems.InvalidField("answers.length", "is required"),
        ],
    };

    [Function("PublicBookingsCreate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "public/bookings")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<CreatePublicBookingFunction>(request, context, call => gate.RunAsync(call, () => AnswerAsync(call)));

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (request, errors, problem) = await call.ReadBodyAsync<PublicBookingRequest>();
        if (request is null || errors.Problem is not null)
        {
            return problem ?? errors.Problem!;
        }

        if (gate.ReadHold(request.Token) is not { } hold)
        {
            return Problem.Of(PublicBookingRefusals.InvalidHold);
        }

        var service = await bookings.ServiceOfAsync(call, hold);
        return service is not null && await CheckProofAsync(call, hold, service, request) is { } refused ? refused
            : await bookings.SubmitAsync(call, hold, service, request, errors) is { } submitted ? await ShowAsync(call, submitted)
            : errors.Problem!;
    }

    // Who confirms by mail needs none, but may do so less often.
    private async Task<Problem?> CheckProofAsync(ApiCall call, VisitorHold hold, Service service, PublicBookingRequest request)
    {
        var brand = await brands.FindAsync(call.Cancellation);
        return !VisitorProofs.IsAsked(brand) ? null
            : request.Proof is null && (request.Verification is true || brand.Booking is OpenBooking.Verified) ? await proofs.CountMoreAsync(call, RateLimitName.Book)
            : await proofs.UseAsync(call, request.Proof, service.Id, ProofPurpose.Booking, VisitorProofs.UseOf(hold, request.Email.Value)) is { } refusal ? Problem.Of(refusal)
            : null;
    }

    private async Task<IResult> ShowAsync(ApiCall call, Outcome<SubmittedBooking> submitted) => submitted.IsRefused(out var refusal, out var made)
        ? Problem.Of(refusal)
        : made.Booking is { } booking
            ? Results.Json(
                PublicBookingView.Of(booking, await bookings.ManageLinkAsync(call, booking)), PublicBookingsJson.Default.PublicBookingView,
                statusCode: StatusCodes.Status201Created)
            : Results.Json(
                PublicBookingView.Unconfirmed(Rfc3339.Format(made.ConfirmBy!.Value)), PublicBookingsJson.Default.PublicBookingView,
                statusCode: StatusCodes.Status202Accepted);
}
