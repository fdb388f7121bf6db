using BookingEngine.Aggregates;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Guests;
using BookingEngine.Ports;
using BookingEngine.Users;
using BookingEngine.Users.Roles;
using Microsoft.Extensions.Logging;

namespace BookingEngine.Erasure;

/// <summary>Erases a person: a user, or a guest. One event in the person's stream decides it. From then on the person is erased, whatever
/// crashes: the event's handler does what the request could not.</summary>
public sealed class PersonErasure(
    CommandExecutor executor, AggregateLoader loader, ErasureSteps steps, UnprovedPersons unproved, IIds ids, ILogger<PersonErasure> logger)
{
    /// <summary>Erasing an erased person changes nothing.</summary>
    /// <param name="erased">The event to record.</param>
    public async Task<Outcome<UserId>> EraseAsync(UserErased erased, CommandContext context, CancellationToken cancellation)
    {
        // An administrator leaves the team first: the team's stream alone knows the last one.
        var team = (await loader.RefreshAsync<Team>(Team.Stream, cancellation)).State;
        if (team.Knows(erased.UserId)
            && (await executor.ExecuteAsync<Team>(Team.Stream, Next(context), t => LeaveTeam(t, erased), cancellation)).Refusal is { } refusal)
        {
            return refusal;
        }

        // First, because the person's key finds them.
        foreach (var other in await unproved.FindAsync(erased.UserId, cancellation))
        {
            await DecideAsync(erased with { UserId = other }, context, cancellation);
        }

        await DecideAsync(erased, context, cancellation);
        return erased.UserId;
    }

    /// <summary>Records the decision, and does what follows. It continues the erasure of a member who has left the team.</summary>
    public async Task DecideAsync(UserErased erased, CommandContext context, CancellationToken cancellation)
    {
        var recorded = await executor.RecordAsync<User>(erased.UserId.Stream, Next(context), user => Erase(user, erased), cancellation);
        if (recorded.IsRefused(out _, out var events))
        {
            return;
        }

        try
        {
            // Another request may have decided it and not finished. The answer says that it is done.
            await (events.IsEmpty ? steps.EraseAsync(erased.UserId, context.CorrelationId, CancellationToken.None)
                : steps.RunAsync(erased, events[0].Metadata, CancellationToken.None));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            logger.ErasureNotFinished(e); // it is decided, and the event's handler finishes it
        }
    }

    public static Decision LeaveTeam(Team team, UserErased erased) => team switch
    {
        _ when !team.Knows(erased.UserId) => Decision.Nothing,
        _ when team.IsLastAdmin(erased.UserId) => Users.Administration.ChangeRoleHandler.LastAdmin,
        _ => Decision.Of(new TeamMemberErased(erased.UserId, erased.Origin, erased.By, erased.From)),
    };

    /// <summary>A guest has no events before. An abandoned registration has nothing to erase.</summary>
    public static Decision Erase(User user, UserErased erased) =>
        user.Status is UserStatus.Registered or UserStatus.Unknown ? Decision.Of(erased) : Decision.Nothing;

    private CommandContext Next(CommandContext context) => context with { CommitId = new CommitId(ids.Next()), Attempt = null };
}
