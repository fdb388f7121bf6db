using BookingEngine.Aggregates;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;

namespace BookingEngine.Users.Accounts;

/// <param name="Id">Derived from the earlier id, so that a second run finds the same user.</param>
/// <param name="PasswordHash">The earlier hash. The first sign-in replaces it.</param>
public sealed record ImportUser(UserId Id, EmailAddress Email, string FullName, string PasswordHash);

/// <summary>Imports a user from an earlier implementation. A second run changes nothing.</summary>
public sealed class ImportUserHandler(
    CommandExecutor executor, AggregateLoader loader, AddressReservation addresses, PersonalData personalData)
{
    public async Task<Outcome<UserId>> HandleAsync(ImportUser command, CommandContext context, CancellationToken cancellation)
    {
        if ((await loader.RefreshAsync<User>(command.Id.Stream, cancellation)).State.Status is UserStatus.Registered or UserStatus.Erased)
        {
            return command.Id;
        }

        if (!await addresses.TryClaimAsync(command.Email, command.Id, context, cancellation))
        {
            return RegisterUserHandler.AlreadyRegistered;
        }

        var key = await personalData.NewKeyAsync(command.Id.ToString());
        var registered = new UserRegistered(
            command.Id, key.Encrypt(command.Email.Value), key.Encrypt(command.FullName), key.Encrypt(command.PasswordHash), Role.Customer);
        var outcome = await executor.ExecuteAsync<User>(command.Id.Stream, context, user => Import(user, registered), cancellation);
        return outcome.IsRefused(out var refusal, out _) ? refusal : command.Id;
    }

    public static Decision Import(User user, UserRegistered registered) =>
        user.Status is UserStatus.Unknown ? Decision.Of(registered) : Decision.Nothing;
}
