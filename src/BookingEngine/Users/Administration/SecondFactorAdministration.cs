using BookingEngine.Aggregates;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Privacy;
using BookingEngine.Users.Enrolment;
using BookingEngine.Users.Roles;
using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Users.Administration;

/// <summary>What administrators do about the second factors of others: they exempt a service account, and remove the factor of somebody who has lost the
/// device and the recovery codes. The audit shows both.</summary>
public sealed class SecondFactorAdministration(
    CommandExecutor executor, AggregateLoader loader, PersonalData personalData, ISessions sessions, IIds ids)
{
    /// <summary>The end of an exemption ends all sessions of the user.</summary>
    public async Task<Outcome<bool>> ExemptAsync(UserId user, bool isExempt, Administrator by, CommandContext context, CancellationToken cancellation)
    {
        var outcome = await RecordAsync(user, by, context, (team, actedBy) => Exempt(team, user, isExempt, actedBy), cancellation);
        if (outcome.IsRefused(out var refusal, out _))
        {
            return refusal;
        }

        if (!isExempt)
        {
            await sessions.EndAllAsync(user, except: null, startedBefore: Instant.MaxValue);
        }

        return isExempt;
    }

    /// <summary>All sessions of the user end.</summary>
    /// <param name="by">Null for the operator of the deployment.</param>
    public async Task<Outcome<UserId>> RemoveAsync(UserId user, Administrator? by, CommandContext context, CancellationToken cancellation)
    {
        var outcome = await RecordAsync(user, by, context, (_, actedBy) => Decision.Of(new SecondFactorReset(user, actedBy.Id, actedBy.From)), cancellation);
        if (outcome.IsRefused(out var refusal, out _))
        {
            return refusal;
        }

        var removing = context with { CommitId = new CommitId(ids.Next()) };
        await executor.ExecuteAsync<User>(user.Stream, removing, now => RemoveSecondFactorHandler.Remove(now, kept: null), cancellation);
        await sessions.EndAllAsync(user, except: null, startedBefore: Instant.MaxValue);
        return user;
    }

    public static Decision Exempt(Team team, UserId user, bool isExempt, ActedBy by) => (team.IsExempt(user), isExempt) switch
    {
        (false, true) => Decision.Of(new SecondFactorExempted(user, by.Id, by.From)),
        (true, false) => Decision.Of(new SecondFactorExemptionEnded(user, by.Id, by.From)),
        _ => Decision.Nothing,
    };

    private async Task<Outcome<Team>> RecordAsync(
        UserId user, Administrator? by, CommandContext context, Func<Team, ActedBy, Decision> decide, CancellationToken cancellation)
    {
        if ((await loader.RefreshAsync<User>(user.Stream, cancellation)).State.Status is not UserStatus.Registered)
        {
            return ChangeRoleHandler.UnknownUser;
        }

        var actedBy = by is null ? ActedBy.Settings : await ActedBy.OfAsync(by, personalData, cancellation);
        return await executor.ExecuteAsync<Team>(Team.Stream, context, team => decide(team, actedBy), cancellation);
    }
}
