using BookingEngine.Functions.Fields;
using BookingEngine.Users;

namespace BookingEngine.Functions.Users.EmailChanges;

public sealed record ChangeEmailRequest(EmailAddress Email, string Password) : IRequest<ChangeEmailRequest>
{
    // The password may be any text, as in a sign-in.
    public static ChangeEmailRequest Read(RequestFields fields) =>
        new(fields.Email("email", "The new mail address."), fields.Text("password", "The current password.", 0, 4_096, "password"));
}
