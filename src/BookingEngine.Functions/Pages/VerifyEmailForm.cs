namespace BookingEngine.Functions.Pages;

public sealed record VerifyEmailForm(string Token) : IRequest<VerifyEmailForm>
{
    public static VerifyEmailForm Read(RequestFields fields) => new(fields.Optional("token").AnyText() ?? "");
}
