namespace BookingEngine.Functions.Pages;

public sealed record EraseDataForm(string Token) : IRequest<EraseDataForm>
{
    public static EraseDataForm Read(RequestFields fields) => new(fields.Optional("token").AnyText() ?? "");
}
