namespace BookingEngine.Functions.Guests;

public sealed record ManageLinkView(string ManageLink, string ExpiresAt);
