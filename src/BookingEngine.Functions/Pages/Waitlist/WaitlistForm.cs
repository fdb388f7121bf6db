using BookingEngine.Calendars.Events;

namespace BookingEngine.Functions.Pages.Waitlist;

/// <param name="Token">Null if it is in the address only.</param>
/// <param name="OfferId">The offer that was shown; null if the form does not say.</param>
public sealed record WaitlistForm(string? Token, WaitlistAction Action, OfferId? OfferId) : IRequest<WaitlistForm>
{
    private static readonly Dictionary<string, WaitlistAction> Actions =
        new() { ["take"] = WaitlistAction.Take, ["refuse"] = WaitlistAction.Refuse, ["leave"] = WaitlistAction.Leave };

    public static WaitlistForm Read(RequestFields fields) => new(
        fields.Optional("token").AnyText(), fields.Optional("action").Choice(Actions) ?? WaitlistAction.Take,
        fields.Optional("offer").AnyText() is { } offer && Guid.TryParseExact(offer, "D", out var id) ? new OfferId(id) : null);
}

public enum WaitlistAction
{
    /// <summary>A form without an action takes what the link offers.</summary>
    Take,
    Refuse,
    Leave,
}
