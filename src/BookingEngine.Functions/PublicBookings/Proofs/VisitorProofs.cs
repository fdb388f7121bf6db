using BookingEngine.Branding;
using BookingEngine.Catalogue;
using BookingEngine.PublicBookings;

namespace BookingEngine.Functions.PublicBookings.Proofs;

/// <summary>Asks visitors for a proof of work, if the brand does.</summary>
public sealed class VisitorProofs(BrandCache brands, ProofChallenges challenges, LimitGate limits)
{
    // Of a request without a proof, beside the one that is counted anyway.
    private const int CountedMore = 3;

    public async Task<bool> IsAskedAsync(ApiCall call) => IsAsked(await brands.FindAsync(call.Cancellation));

    public static bool IsAsked(Brand brand) => brand.ProofOfWork is ProofOfWork.Always;

    public ProofChallenge Create(ApiCall call, ServiceId service, ProofPurpose purpose) => challenges.Create(service, purpose, call.Now);

    /// <summary>Null if the proof is valid. From then on it is used.</summary>
    /// <param name="use">A second request for the same is not another use. Null if every request is one.</param>
    public async Task<Refusal?> UseAsync(ApiCall call, string? proof, ServiceId service, ProofPurpose purpose, string? use) =>
        proof is not { Length: > 0 } ? PublicBookingRefusals.ProofRequired
        : await challenges.TryUseAsync(proof, service, purpose, use, call.Now, call.Cancellation) ? null
        : PublicBookingRefusals.InvalidProof;

    /// <summary>Counts a request without a proof more than one with it. Null within the limit.</summary>
    public async Task<Problem?> CountMoreAsync(ApiCall call, RateLimitName name)
    {
        for (var n = 0; n < CountedMore; n++)
        {
            if (await limits.CheckAsync(name, call.Request, call.Now, call.Cancellation) is { } tooMany)
            {
                return tooMany;
            }
        }

        return null;
    }

    /// <summary>What a booking's proof is used for: one form of one hold, however often it is sent.</summary>
    public static string UseOf(VisitorHold hold, string email) => $"{hold.Id.Value} {email}";
}
