namespace BookingEngine.Functions.Pages;

/// <summary>One of the two passwords is filled in.</summary>
public sealed record VerifyEmailForm(string Token, string Password, string NewPassword) : IRequest<VerifyEmailForm>
{
    public static VerifyEmailForm Read(RequestFields fields) => new(
        fields.Optional("token").AnyText() ?? "", fields.Optional("password").AnyText() ?? "", fields.Optional("new_password").AnyText() ?? "");
}
