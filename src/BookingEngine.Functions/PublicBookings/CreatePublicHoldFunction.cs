using BookingEngine.BookingLimits;
using BookingEngine.Bookings;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.Fields;
using BookingEngine.Functions.PublicBookings.Proofs;
using BookingEngine.Holds;
using BookingEngine.PublicBookings;
using BookingEngine.Slots;
using BookingEngine.Times;

namespace BookingEngine.Functions.PublicBookings;

public sealed class CreatePublicHoldFunction(HttpEdge edge, PublicBookingGate gate, VisitorHolds holds, VisitorProofs proofs) : IHttpFunction
{
    public static string Name => "CreatePublicHold";

    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.PublicHold);

    public static Operation Operation => new(
        OperationGroup.PublicBookings, "Hold a slot for a visitor",
        $"{PublicBookingGate.WithoutAccount} A visitor, which is a client address, can have only a few holds at once. With the `token` of an earlier hold, that one "
        + "is released.",
        new(StatusCodes.Status201Created, "The slot is held.", PublicBookingsJson.Default.PublicHoldView, ("held", PublicHoldView.Example)))
    {
        Body = RequestBody.Json<PublicHoldRequest>(new() { ["slot"] = Samples.Slot, ["service_id"] = "cut", ["minutes"] = 10 }),
        Problems =
        [
            PublicBookingGate.Off, .. BookingOperations.SlotProblems, Problem.Of(HoldLimit.Reached(HoldLimit.Default)),
            Problem.Of(PublicBookingRefusals.ProofRequired), Problem.Of(PublicBookingRefusals.InvalidProof),
            Problem.Of(SlotRefusals.NeedsNotMet), Problem.Of(BookingRefusals.Changed),
        ],
    };

    [Function("PublicHoldsCreate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "public/holds")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<CreatePublicHoldFunction>(request, context, call => gate.RunAsync(call, () => AnswerAsync(call)));

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (request, problem) = await call.ReadBodyAsync<PublicHoldRequest>();
        if (request is null)
        {
            return problem!;
        }

        var command = request.ToCommand();
        if (await proofs.IsAskedAsync(call) && await proofs.UseAsync(call, request.Proof, command.ServiceId, ProofPurpose.Hold, use: null) is { } refused)
        {
            return Problem.Of(refused);
        }

        var placed = await holds.PlaceAsync(call, command, request.Token is { } token ? gate.ReadHold(token) : null);
        return placed.Answer(made => Results.Json(
            PublicHoldView.Of(made.Hold, made.Token), PublicBookingsJson.Default.PublicHoldView, statusCode: StatusCodes.Status201Created));
    }
}

public sealed record PublicHoldRequest(SlotInput Slot) : IRequest<PublicHoldRequest>
{
    public ServiceId? ServiceId { get; init; }

    public ResourceId? ResourceId { get; init; }

    public int? Quantity { get; init; }

    /// <summary>The length of the appointment in minutes.</summary>
    public int? Duration { get; init; }

    /// <summary>How long to hold the slot.</summary>
    public int? Minutes { get; init; }

    /// <summary>Of the hold to release.</summary>
    public string? Token { get; init; }

    /// <summary>A solved challenge.</summary>
    public string? Proof { get; init; }

    public static bool RefusesMisspelt => true;

    public static PublicHoldRequest Read(RequestFields fields) => new(fields.Slot())
    {
        ServiceId = fields.OptionalServiceId("service_id", "The service. If omitted, `default`."),
        ResourceId = fields.OptionalResourceId("resource_id", "The resource. If omitted, any free one."),
        Quantity = fields.Quantity("The number of seats, for a group service."),
        Duration = fields.ServiceDuration(),
        Minutes = fields.OptionalWhole(
            "minutes", "How long to hold the slot, in minutes. If omitted, 10.", 1, (int)VisitorHold.MaximumLength.TotalMinutes),
        Token = fields.Optional("token", "The token of the visitor's earlier hold, to release it.").AnyText(),
        Proof = fields.Proof(),
    };

    public PlaceHold ToCommand() => new(
        default, Slot, Minutes is { } minutes ? NodaTime.Duration.FromMinutes(minutes) : VisitorHold.DefaultLength)
    {
        ServiceId = ServiceId ?? DefaultCatalogue.Service,
        ResourceId = ResourceId,
        Quantity = Quantity ?? 1,
        ServiceLength = Duration is { } length ? NodaTime.Duration.FromMinutes(length) : null,
    };
}
