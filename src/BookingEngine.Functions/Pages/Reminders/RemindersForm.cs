namespace BookingEngine.Functions.Pages.Reminders;

/// <param name="Token">Null if the address has it: mail programs post to the address alone (RFC 8058).</param>
/// <param name="Resume">Whether to send reminders again.</param>
public sealed record RemindersForm(string? Token, bool Resume) : IRequest<RemindersForm>
{
    private static readonly Dictionary<string, bool> Actions = new() { ["stop"] = false, ["resume"] = true };

    public static RemindersForm Read(RequestFields fields) =>
        new(fields.Optional("token").AnyText(), fields.Optional("action").Choice(Actions) is true);
}
