using BookingEngine.Catalogue;
using BookingEngine.Functions.Fields;
using BookingEngine.Functions.PublicBookings.Proofs;
using BookingEngine.PublicBookings;

namespace BookingEngine.Functions.PublicBookings;

public sealed class GetPublicProofFunction(HttpEdge edge, PublicBookingGate gate, VisitorProofs proofs) : IHttpFunction
{
    public static string Name => "GetPublicProof";

    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Read);

    public static Operation Operation => new(
        OperationGroup.PublicBookings, "Get a challenge for a proof of work",
        $"{PublicBookingGate.WithoutAccount} If the brand's `proof_of_work` is `always`, send its solution as `proof`. Challenge and solution are those of ALTCHA, version 3: "
        + "`npm` has `altcha`, a widget, and `altcha-lib`. The solution is Base64 of `{challenge, solution: {counter, derivedKey}}`. It is good once, within two hours.",
        new(StatusCodes.Status200OK, "A challenge.", PublicBookingsJson.Default.ProofChallengeView, ("challenge", ProofChallengeView.Example)))
    {
        Query = Operation.QueryOf<ProofQuery>(),
        Problems = [PublicBookingGate.Off, RequestProblems.InvalidField("purpose", "must be hold or booking")],
    };

    [Function("PublicProofGet")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "public/proof")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<GetPublicProofFunction>(request, context, call => gate.RunAsync(call, () => Task.FromResult(Answer(call))));

    private IResult Answer(ApiCall call)
    {
        var (query, errors, _) = call.ReadQuery<ProofQuery>();
        return errors.Problem ?? Results.Json(
            ProofChallengeView.Of(proofs.Create(call, query!.Service, query.Purpose)), PublicBookingsJson.Default.ProofChallengeView);
    }
}

public sealed record ProofQuery(ServiceId Service, ProofPurpose Purpose) : IRequest<ProofQuery>
{
    private static readonly Dictionary<string, ProofPurpose> Purposes = new() { ["hold"] = ProofPurpose.Hold, ["booking"] = ProofPurpose.Booking };

    public static ProofQuery Read(RequestFields fields) => new(
        fields.OptionalServiceId("service_id", "The service. If omitted, `default`.") ?? DefaultCatalogue.Service,
        fields.Required("purpose", "What the solution is for: `hold` or `booking`.").Choice(Purposes) ?? default);
}
