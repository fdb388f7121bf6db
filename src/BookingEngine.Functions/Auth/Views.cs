namespace BookingEngine.Functions.Auth;

public sealed record UserView(Guid Id, string Email, string FullName, string CreatedAt);

/// <param name="ExpiresIn">In seconds.</param>
public sealed record TokenView(string AccessToken, string TokenType, long ExpiresIn);
