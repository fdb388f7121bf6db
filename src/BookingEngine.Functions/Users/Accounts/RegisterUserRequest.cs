using BookingEngine.Functions.Fields;
using BookingEngine.Users;

namespace BookingEngine.Functions.Users.Accounts;

public sealed record RegisterUserRequest(EmailAddress Email, string Password, string FullName) : IRequest<RegisterUserRequest>
{
    public string? Locale { get; init; }

    public static RegisterUserRequest Read(RequestFields fields) =>
        new(fields.Email("email", "One mail address, without a display name."), fields.NewPassword("password"), fields.FullName("full_name"))
        {
            Locale = fields.UserLocale("If omitted, that of the booking request, else the business's."),
        };
}
