namespace BookingEngine.Functions.Guests;

[Shape("ManageLink", "A link by which one booking is managed.")]
public sealed record ManageLinkView(
    [property: Field("The link, from the deployment's public address on.", Format = "uri-reference")] string ManageLink,
    [property: Field("From when on it is worthless.", Format = "date-time")] string ExpiresAt);
