using BookingEngine.Functions.Fields;

namespace BookingEngine.Functions.Users.Passwords;

/// <summary>Both fields are required, in the body or in the query.</summary>
public sealed record ResetPasswordRequest(string? Token, string? NewPassword) : IRequest<ResetPasswordRequest>
{
    public static ResetPasswordRequest Read(RequestFields fields) => new(
        fields.Optional("token", "The token in the mail's link. Required, unless it is in the query.").Text(1, 4_096),
        fields.Optional("new_password", "At least 8 characters of any kind. Required, unless it is in the query.").NewPassword());

    /// <summary>With the fields of the query. If a field is in both, it must be the same.</summary>
    public ResetPasswordRequest With(ResetPasswordQuery query, FieldErrors errors) =>
        new(errors.Either("token", query.Token, Token), errors.Either("new_password", query.NewPassword, NewPassword));
}

/// <summary>For older clients, which send the fields in the query.</summary>
public sealed record ResetPasswordQuery(string? Token, string? NewPassword) : IRequest<ResetPasswordQuery>
{
    public static ResetPasswordQuery Read(RequestFields fields) => new(
        fields.Optional("token", "As in the body: the token in the mail's link.").AnyText(),
        fields.Optional("new_password", "As in the body: the new password.").NewPassword());
}
