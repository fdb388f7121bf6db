using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;

namespace BookingEngine.Users.Profiles;

public sealed record UpdateProfile(UserId UserId, string FullName);

public sealed class UpdateProfileHandler(CommandExecutor executor, PersonalData personalData)
{
    /// <summary>False if the person was erased meanwhile.</summary>
    public async Task<bool> HandleAsync(UpdateProfile command, CommandContext context, CancellationToken cancellation)
    {
        if (await personalData.FindKeyAsync(command.UserId.ToString(), cancellation) is not { } key)
        {
            return false;
        }

        var updated = new ProfileUpdated(key.Encrypt(command.FullName));
        await executor.ExecuteAsync<User>(command.UserId.Stream, context, _ => Decision.Of(updated), cancellation);
        return true;
    }
}
