namespace BookingEngine.Functions.Pages;

public sealed record ChangeEmailForm(string Token, string Password) : IRequest<ChangeEmailForm>
{
    public static ChangeEmailForm Read(RequestFields fields) =>
        new(fields.Optional("token").AnyText() ?? "", fields.Optional("password").AnyText() ?? "");
}
