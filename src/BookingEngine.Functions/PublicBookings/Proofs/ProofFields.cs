namespace BookingEngine.Functions.PublicBookings.Proofs;

internal static class ProofFields
{
    private const string Text = "The solution of a challenge of `GET /public/proof`. Required if the brand's `proof_of_work` is `always`, unless the visitor follows the link in a mail.";

    extension(RequestFields fields)
    {
        public string? Proof() => fields.Optional("proof", Text).AnyText();
    }
}
