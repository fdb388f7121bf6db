using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;

namespace BookingEngine.Users.Profiles;

/// <param name="Locale">The language that the user reads; null to leave it.</param>
public sealed record UpdateProfile(UserId UserId, string FullName, string? Locale);

public sealed class UpdateProfileHandler(CommandExecutor executor, PersonalData personalData)
{
    /// <summary>False if the person was erased meanwhile.</summary>
    public async Task<bool> HandleAsync(UpdateProfile command, CommandContext context, CancellationToken cancellation)
    {
        if (await personalData.FindKeyAsync(command.UserId.ToString(), cancellation) is not { } key)
        {
            return false;
        }

        var updated = new ProfileUpdated(key.Encrypt(command.FullName)) { Locale = command.Locale is { } locale ? key.Encrypt(locale) : null };
        await executor.ExecuteAsync<User>(command.UserId.Stream, context, _ => Decision.Of(updated), cancellation);
        return true;
    }
}
