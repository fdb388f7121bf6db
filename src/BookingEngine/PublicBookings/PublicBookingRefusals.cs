namespace BookingEngine.PublicBookings;

/// <summary>The refusals of requests of visitors.</summary>
public static class PublicBookingRefusals
{
    public static readonly Refusal Off = new(
        RefusalKind.Forbidden, "open_booking_off", "Booking without an account is switched off. Sign in, or ask an administrator to switch it on in the brand.");

    public static readonly Refusal VerificationRequired = new(
        RefusalKind.Rule, "verification_required",
        "The service has limits per customer, so the mail address must be confirmed first. Send `verification` true, or sign in.");

    public static readonly Refusal InvalidHold = new(
        RefusalKind.Rule, "invalid_hold_token", "The hold token is incomplete or was changed. Hold the slot again.");

    public static readonly Refusal InvalidLink = new(
        RefusalKind.BadRequest, "invalid_confirmation_token", "The link has expired, or is incomplete. Book again.");

    public static readonly Refusal ProofRequired = new(
        RefusalKind.Rule, "proof_required", "The business asks for a proof of work. Get a challenge from `GET /public/proof`, solve it, and send it as `proof`.");

    public static readonly Refusal InvalidProof = new(
        RefusalKind.Rule, "invalid_proof", "The proof of work has expired, was used, was changed, or is for something else. Solve a new challenge.");
}
