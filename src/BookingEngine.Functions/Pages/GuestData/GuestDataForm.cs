namespace BookingEngine.Functions.Pages.GuestData;

public sealed record GuestDataForm(string Token) : IRequest<GuestDataForm>
{
    public static GuestDataForm Read(RequestFields fields) => new(fields.Optional("token").AnyText() ?? "");
}
