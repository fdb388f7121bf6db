using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Users;

namespace BookingEngine.BookingMails;

/// <summary>Stops a person's reminders, or sends them again. The link of a reminder says who it is, whether or not the person has an account.</summary>
public sealed class SwitchRemindersHandler(CommandExecutor executor, LinkTokens tokens)
{
    public static readonly Refusal InvalidToken = new(RefusalKind.BadRequest, "invalid_reminder_token", "The link is incomplete. Open it from a reminder again.");

    public bool IsValid(string token) => tokens.Read(LinkPurpose.Reminders, token) is not null;

    /// <summary>Doing it again changes nothing.</summary>
    public async Task<Outcome<UserId>> HandleAsync(string token, bool areOn, CommandContext context, CancellationToken cancellation)
    {
        if (tokens.Read(LinkPurpose.Reminders, token) is not var (user, _))
        {
            return InvalidToken;
        }

        var outcome = await executor.ExecuteAsync<User>(user.Stream, context, current => Switch(current, areOn), cancellation);
        return outcome.Refusal is { } refusal ? refusal : user;
    }

    public static Decision Switch(User current, bool areOn) =>
        current.Status is UserStatus.Erased or UserStatus.Abandoned || current.StopsReminders == !areOn ? Decision.Nothing : Decision.Of(new RemindersSwitched(areOn));
}
