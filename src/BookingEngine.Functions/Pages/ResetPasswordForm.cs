namespace BookingEngine.Functions.Pages;

public sealed record ResetPasswordForm(string Token, string NewPassword) : IRequest<ResetPasswordForm>
{
    public static ResetPasswordForm Read(RequestFields fields) =>
        new(fields.Optional("token").AnyText() ?? "", fields.Optional("new_password").AnyText() ?? "");
}
