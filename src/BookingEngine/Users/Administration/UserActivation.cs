using BookingEngine.Aggregates;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.Users.EmailChanges;
using BookingEngine.Users.Roles;
using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Users.Administration;

/// <summary>Deactivates and reactivates users. A repeated request changes nothing. Deactivation ends all sessions of the user, so that all
/// tokens are invalid at once in every instance, and a pending change of the address. The user's bookings stay.</summary>
public sealed class UserActivation(CommandExecutor executor, AggregateLoader loader, PersonalData personalData, ISessions sessions, EndEmailChange changes)
{
    public async Task<Outcome<UserId>> DeactivateAsync(UserId user, Administrator by, CommandContext context, CancellationToken cancellation)
    {
        var outcome = await DecideAsync(user, by, context, (team, actedBy) => Deactivate(team, user, actedBy), cancellation);
        if (outcome.Refusal is null)
        {
            await sessions.EndAllAsync(user, except: null, startedBefore: Instant.MaxValue);
            await changes.RunAsync(user, requestedBefore: Instant.MaxValue, context.CorrelationId, cancellation);
        }

        return outcome;
    }

    public Task<Outcome<UserId>> ReactivateAsync(UserId user, Administrator by, CommandContext context, CancellationToken cancellation) =>
        DecideAsync(user, by, context, (team, actedBy) => Reactivate(team, user, actedBy), cancellation);

    public static Decision Deactivate(Team team, UserId user, ActedBy by) => team switch
    {
        _ when !team.IsActive(user) => Decision.Nothing,
        _ when team.IsLastAdmin(user) => ChangeRoleHandler.LastAdmin,
        _ => Decision.Of(new UserDeactivated(user, by.Id, by.From)),
    };

    public static Decision Reactivate(Team team, UserId user, ActedBy by) =>
        team.IsActive(user) ? Decision.Nothing : Decision.Of(new UserReactivated(user, by.Id, by.From));

    private async Task<Outcome<UserId>> DecideAsync(
        UserId user, Administrator by, CommandContext context, Func<Team, ActedBy, Decision> decide, CancellationToken cancellation)
    {
        if ((await loader.RefreshAsync<User>(user.Stream, cancellation)).State.Status is not UserStatus.Registered)
        {
            return ChangeRoleHandler.UnknownUser;
        }

        var actedBy = await ActedBy.OfAsync(by, personalData, cancellation);
        var outcome = await executor.ExecuteAsync<Team>(Team.Stream, context, team => decide(team, actedBy), cancellation);
        return outcome.IsRefused(out var refusal, out _) ? refusal : user;
    }
}
