using BookingEngine.Functions.Fields;

namespace BookingEngine.Functions.Users.Passwords;

public sealed record ResetPasswordRequest(string Token, string NewPassword) : IRequest<ResetPasswordRequest>
{
    public static ResetPasswordRequest Read(RequestFields fields) =>
        new(fields.Text("token", "The token in the mail's link.", 1, 4_096), fields.NewPassword("new_password"));
}

/// <summary>For older clients, which send the fields in the query.</summary>
public sealed record ResetPasswordQuery(string? Token, string? NewPassword) : IRequest<ResetPasswordQuery>
{
    public static ResetPasswordQuery Read(RequestFields fields) => new(
        fields.Optional("token", "Instead of a body: the token in the mail's link.").AnyText(),
        fields.Optional("new_password", "Instead of a body: the new password.").NewPassword());
}
