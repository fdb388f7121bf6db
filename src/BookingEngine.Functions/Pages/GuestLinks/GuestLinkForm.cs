namespace BookingEngine.Functions.Pages.GuestLinks;

/// <summary>A form with only the token of a link.</summary>
public sealed record GuestLinkForm(string Token) : IRequest<GuestLinkForm>
{
    public static GuestLinkForm Read(RequestFields fields) => new(fields.Optional("token").AnyText() ?? "");
}
