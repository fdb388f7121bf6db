using BookingEngine.Functions.Fields;
using BookingEngine.Users;

namespace BookingEngine.Functions.Users.Accounts;

public sealed record RegisterUserRequest(EmailAddress Email, string Password, string FullName) : IRequest<RegisterUserRequest>
{
    public string? Locale { get; init; }

    public static RegisterUserRequest Read(RequestFields fields)
    {
        var request = new RegisterUserRequest(
            fields.Email("email", "One mail address, without a display name."), fields.NewPassword("password"), fields.FullName("full_name"))
        {
            Locale = fields.UserLocale("If omitted, that of the booking request, else the business's."),
        };
        if (request.Email is { } email && PasswordRules.IsAddressOf(request.Password, email))
        {
            fields.Errors.Add("password", PasswordRules.IsAddress);
        }

        return request;
    }
}
