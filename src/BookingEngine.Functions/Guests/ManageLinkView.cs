namespace BookingEngine.Functions.Guests;

[Shape("ManageLink", "A link to manage one booking.")]
public sealed record ManageLinkView(
    [property: Field("The link, at the deployment's public address.", Format = "uri-reference")] string ManageLink,
    [property: Field("When the link expires.", Format = "date-time")] string ExpiresAt);
