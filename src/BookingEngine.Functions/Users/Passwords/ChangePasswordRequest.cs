using BookingEngine.Functions.Fields;

namespace BookingEngine.Functions.Users.Passwords;

public sealed record ChangePasswordRequest(string OldPassword, string NewPassword) : IRequest<ChangePasswordRequest>
{
    // Any text may be tried as the old password; the new one has to fit.
    public static ChangePasswordRequest Read(RequestFields fields) =>
        new(fields.Text("old_password", "The current password.", 0, 4_096, "password"), fields.NewPassword("new_password"));
}
