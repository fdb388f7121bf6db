using BookingEngine.Functions.Fields;
using BookingEngine.Users;

namespace BookingEngine.Functions.Users.Passwords;

public sealed record RecoverPasswordRequest(EmailAddress Email) : IRequest<RecoverPasswordRequest>
{
    public static RecoverPasswordRequest Read(RequestFields fields) => new(fields.KnownEmail("email", "The registered mail address."));
}
