using BookingEngine.Aggregates;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Privacy;
using BookingEngine.Users.Accounts;
using BookingEngine.Users.Roles;
using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Users.Administration;

/// <summary>Whom the deployment names as its first administrator.</summary>
public sealed record FirstAdmin(EmailAddress Email, string Password);

/// <summary>Null where the deployment names nobody.</summary>
public sealed record FirstAdminSetting(FirstAdmin? Admin);

/// <summary>Makes the first administrator: once, for as soon as there is one the setting is of no more use. An account that is there
/// already is promoted, and keeps its password. Any number of instances may do it at once.</summary>
public sealed class FirstAdminHandler(
    FirstAdminSetting setting, RegisterUserHandler registration, CommandExecutor executor, AggregateLoader loader, IAddressClaims claims,
    LookupKey lookup, ISessions sessions, IIds ids)
{
    private const string FullName = "Administrator";
    private bool _isThere;

    /// <summary>As below, where the address is the one that is named: whoever asks about it finds the administrator already made.</summary>
    public Task EnsureForAsync(string address, CommandContext context, CancellationToken cancellation) =>
        !_isThere && setting.Admin is { } named && EmailAddress.TryParse(address)?.Canonical == named.Email.Canonical
            ? EnsureAsync(context, cancellation)
            : Task.CompletedTask;

    /// <summary>Afterwards there is an administrator, if the deployment names one; unless another instance, or one that died within the
    /// last seconds, has begun to register the address: then the next call completes it.</summary>
    public async Task EnsureAsync(CommandContext context, CancellationToken cancellation)
    {
        if (_isThere || setting.Admin is not { } named)
        {
            return;
        }

        if (!(await loader.RefreshAsync<Team>(Team.Stream, cancellation)).State.HasAdmin)
        {
            var register = new RegisterUser(named.Email, FullName, named.Password) { IsEmailVerified = true };
            var outcome = await registration.HandleAsync(register, Next(context), cancellation);
            var user = outcome.IsRefused(out _, out var registered) ? await FindAsync(named.Email, cancellation) : registered.Id;
            if (user is not { } id)
            {
                return;
            }

            await executor.ExecuteAsync<Team>(Team.Stream, Next(context), team => Appoint(team, id), cancellation);
            await sessions.EndAllAsync(id, except: null, startedBefore: Instant.MaxValue);
        }

        _isThere = true;
    }

    public static Decision Appoint(Team team, UserId user) =>
        team.HasAdmin ? Decision.Nothing : Decision.Of(new RoleChanged(user, Role.Admin, ActedBy.Settings.Id, ActedBy.Settings.From));

    private async Task<UserId?> FindAsync(EmailAddress email, CancellationToken cancellation)
    {
        var claim = await claims.FindAsync(await lookup.HashAsync(email.Canonical, cancellation), cancellation);
        return claim is not null && (await loader.RefreshAsync<User>(claim.UserId.Stream, cancellation)).State.Status is UserStatus.Registered
            ? claim.UserId
            : null;
    }

    private CommandContext Next(CommandContext context) => context with { CommitId = new CommitId(ids.Next()), Actor = null };
}
