namespace BookingEngine.Functions.Users.Accounts;

public sealed record UserView(Guid Id, string Email, string FullName, string CreatedAt);
