using BookingEngine.Functions.Fields;

namespace BookingEngine.Functions.Users.Passwords;

public sealed record ChangePasswordRequest(string OldPassword, string NewPassword) : IRequest<ChangePasswordRequest>
{
    // The old password may be any text. Only the new one must follow the rules.
    public static ChangePasswordRequest Read(RequestFields fields) =>
        new(fields.Text("old_password", "The current password.", 0, 4_096, "password"), fields.NewPassword("new_password"));
}
