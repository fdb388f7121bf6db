using BookingEngine.Functions.Fields;

namespace BookingEngine.Functions.Pages.Staff.Change;

/// <summary>What staff do with a booking.</summary>
public enum StaffAction
{
    Approve,
    Decline,
    Move,
    Cancel,
    Complete,
    NoShow,
}

/// <param name="Action">Null if it is not clear.</param>
/// <param name="Slot">The new start, to move it.</param>
public sealed record StaffBookingForm(StaffAction? Action, string? Slot, string? Reason) : IRequest<StaffBookingForm>
{
    private static readonly Dictionary<string, StaffAction> Actions = Enum.GetValues<StaffAction>().ToDictionary(NameOf);

    public static string NameOf(StaffAction action) => action switch
    {
        StaffAction.NoShow => "no_show",
        _ => action.ToString().ToLowerInvariant(),
    };

    public static StaffAction? ActionOf(string? name) => name is not null && Actions.TryGetValue(name, out var action) ? action : null;

    public static StaffBookingForm Read(RequestFields fields) =>
        new(ActionOf(fields.Optional("action").AnyText()), fields.Optional("slot").AnyText(), fields.Reason());
}
