using BookingEngine.Functions.Fields;

namespace BookingEngine.Functions.Pages.Manage;

/// <param name="Action">Null if the form has none, as on pages of older versions.</param>
/// <param name="Slot">The new time. Null if the form has none.</param>
public sealed record ManagePageForm(string Token, ManagePageAction? Action, string? Slot, string? Reason) : IRequest<ManagePageForm>
{
    private static readonly Dictionary<string, ManagePageAction> Actions =
        new() { ["move"] = ManagePageAction.Move, ["cancel"] = ManagePageAction.Cancel };

    public static ManagePageForm Read(RequestFields fields) => new(
        fields.Optional("token").AnyText() ?? "", fields.Optional("action").Choice(Actions), fields.Optional("slot").AnyText(), fields.Reason());

    /// <summary>What the form asks for. Null if that is not certain: an appointment is never cancelled because a field is empty, misspelt or
    /// repeated.</summary>
    /// <param name="sent">The names that were sent. On pages of older versions, the form to cancel has only the token.</param>
    public ManagePageAction? Asked(IEnumerable<string> sent) => (Action, Slot) switch
    {
        (null or ManagePageAction.Move, { Length: > 0 }) => ManagePageAction.Move,
        (ManagePageAction.Cancel, null or "") => ManagePageAction.Cancel,
        (null, null) when sent.All(name => name == "token") => ManagePageAction.Cancel,
        _ => null,
    };
}

public enum ManagePageAction
{
    Move,
    Cancel,
}
