namespace BookingEngine.Functions.Pages;

public sealed record ChangeEmailForm(string Token) : IRequest<ChangeEmailForm>
{
    public static ChangeEmailForm Read(RequestFields fields) => new(fields.Optional("token").AnyText() ?? "");
}
