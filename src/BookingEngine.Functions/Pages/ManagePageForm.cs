namespace BookingEngine.Functions.Pages;

/// <param name="Slot">The new time. Empty to cancel.</param>
public sealed record ManagePageForm(string Token, string Slot) : IRequest<ManagePageForm>
{
    public static ManagePageForm Read(RequestFields fields) => new(fields.Optional("token").AnyText() ?? "", fields.Optional("slot").AnyText() ?? "");
}
