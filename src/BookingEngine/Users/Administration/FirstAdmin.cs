using BookingEngine.Aggregates;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Users.Accounts;
using BookingEngine.Users.Roles;
using BookingEngine.Users.Sessions;
using BookingEngine.Users.Verification;
using NodaTime;

namespace BookingEngine.Users.Administration;

/// <summary>The first administrator, from the deployment's settings.</summary>
public sealed record FirstAdmin(EmailAddress Email, string Password);

/// <param name="Admin">Null if the deployment names none.</param>
public sealed record FirstAdminSetting(FirstAdmin? Admin);

/// <summary>Creates the first administrator. Once there is any administrator, the setting has no effect. An existing account is promoted. It keeps its
/// password only if its address is verified, because anybody may have registered it. Several instances may run this at once.</summary>
public sealed class FirstAdminHandler(
    FirstAdminSetting setting, VerificationPolicy policy, RegisterUserHandler registration, CommandExecutor executor, AggregateLoader loader,
    AddressLookup addresses, PasswordHashes passwords, ISessions sessions, IIds ids)
{
    private const string FullName = "Administrator";
    private bool _exists;

    /// <summary>Like <see cref="EnsureAsync"/>, if the address is the configured one. So its owner finds the account already
    /// created.</summary>
    public Task EnsureForAsync(string address, CommandContext context, CancellationToken cancellation) =>
        !_exists && setting.Admin is { } admin && EmailAddress.TryParseKnown(address)?.Canonical == admin.Email.Canonical
            ? EnsureAsync(context, cancellation)
            : Task.CompletedTask;

    /// <summary>Creates the administrator if there is none. If another instance is registering the address, or crashed within the last
    /// seconds, this does nothing, and the next call completes it.</summary>
    public async Task EnsureAsync(CommandContext context, CancellationToken cancellation)
    {
        if (_exists || setting.Admin is not { } admin)
        {
            return;
        }

        if (!(await loader.RefreshAsync<Team>(Team.Stream, cancellation)).State.HasAdmin)
        {
            var register = new RegisterUser(admin.Email, FullName, admin.Password) { IsEmailVerified = true };
            var outcome = await registration.HandleAsync(register, Next(context), cancellation);
            var user = outcome.IsRefused(out _, out var registered) ? await SecureAsync(admin, context, cancellation) : registered.Id;
            if (user is not { } id)
            {
                return;
            }

            await executor.ExecuteAsync<Team>(Team.Stream, Next(context), team => Appoint(team, id), cancellation);
            await sessions.EndAllAsync(id, except: null, startedBefore: Instant.MaxValue);
        }

        _exists = true;
    }

    public static Decision Appoint(Team team, UserId user) =>
        team.HasAdmin ? Decision.Nothing : Decision.Of(new RoleChanged(user, Role.Admin, ActedBy.Settings.Id, ActedBy.Settings.From));

    /// <summary>Gives an account the configured password and verifies its address. Refused if its password has changed meanwhile.</summary>
    public static Decision Secure(User user, User read, PasswordReset reset) => user switch
    {
        _ when user.PasswordGeneration != read.PasswordGeneration => SignInHandler.InvalidCredentials,
        _ => Decision.Of(
        [
            reset, .. user is { Factor: null, PendingFactor: null } ? Array.Empty<IDomainEvent>() : [new SecondFactorRemoved(null)],
            .. user.IsVerified ? Array.Empty<IDomainEvent>() : [new EmailVerified(user.Id)],
        ]),
    };

    /// <summary>The existing account, which only the owner of the deployment or of the mailbox can use from now on. Null if there is none yet.</summary>
    private async Task<UserId?> SecureAsync(FirstAdmin admin, CommandContext context, CancellationToken cancellation)
    {
        if (await addresses.FindAsync(admin.Email, cancellation) is not { Key: { } key, User: var user })
        {
            return null;
        }

        if (user.IsVerified && (policy.IsRequired
            || await passwords.VerifyAsync(admin.Password, key.Decrypt(user.PasswordHash), cancellation) is not PasswordCheck.Failed))
        {
            return user.Id;
        }

        var next = Next(context);
        var reset = new PasswordReset(next.CommitId.Value, key.Encrypt(await passwords.HashAsync(admin.Password, cancellation)));
        if ((await executor.ExecuteAsync<User>(user.Id.Stream, next, now => Secure(now, user, reset), cancellation)).Refusal is not null)
        {
            return null;
        }

        await sessions.EndAllAsync(user.Id, except: null, startedBefore: Instant.MaxValue);
        return user.Id;
    }

    private CommandContext Next(CommandContext context) => context with { CommitId = new CommitId(ids.Next()), Actor = null };
}
