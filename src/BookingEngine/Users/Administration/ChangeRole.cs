using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Privacy;
using BookingEngine.Users.Roles;
using BookingEngine.Users.Sessions;
using BookingEngine.Users.Verification;
using NodaTime;

namespace BookingEngine.Users.Administration;

/// <param name="ResourceIds">The resources that the staff member manages; none for other roles.</param>
/// <param name="By">The administrator who requests it.</param>
public sealed record ChangeRole(UserId UserId, Role Role, ImmutableArray<ResourceId> ResourceIds, Administrator By);

/// <summary>Changes a user's role or resources. A new role ends all sessions of the user.</summary>
public sealed class ChangeRoleHandler(
    CommandExecutor executor, AggregateLoader loader, CatalogueReader<Resource> resources, PersonalData personalData, VerificationPolicy policy,
    ISessions sessions)
{
    public static readonly Refusal UnknownUser = new(RefusalKind.NotFound, "not_found", "There is no user with this id. Check the id.");

    public static readonly Refusal LastAdmin = new(
        RefusalKind.Conflict, "last_admin", "This is the last administrator. Make another user an administrator first.");

    public static readonly Refusal NotVerified = new(
        RefusalKind.Conflict, "email_not_verified",
        "The user has not verified the mail address, so the account may be somebody else's. Ask the user to follow the link in our mail first.");

    public static readonly Refusal OnlyStaffIsLinked = new(
        RefusalKind.Rule, "resources_need_staff", "Only staff can have resources. Leave resource_ids empty, or choose the role staff.");

    public async Task<Outcome<TeamMember>> HandleAsync(ChangeRole command, CommandContext context, CancellationToken cancellation)
    {
        if (command.Role is not Role.Staff && !command.ResourceIds.IsEmpty)
        {
            return OnlyStaffIsLinked;
        }

        var user = (await loader.RefreshAsync<User>(command.UserId.Stream, cancellation)).State;
        if (user.Status is not UserStatus.Registered)
        {
            return UnknownUser;
        }

        if (policy.IsRequired && !user.IsVerified && command.Role is not Role.Customer)
        {
            return NotVerified;
        }

        if (await resources.FindUnknownAsync(command.ResourceIds.Select(r => r.Value), cancellation) is { } unknown)
        {
            return CatalogueRefusals.UnknownResource(unknown);
        }

        var (by, decision) = (await ActedBy.OfAsync(command.By, personalData, cancellation), Decision.Nothing);
        var outcome = await executor.ExecuteAsync<Team>(Team.Stream, context, team => decision = Change(team, command, by), cancellation);
        if (outcome.IsRefused(out var refusal, out var changed))
        {
            return refusal;
        }

        if (decision.Events.Any(e => e is RoleChanged))
        {
            await sessions.EndAllAsync(command.UserId, except: null, startedBefore: Instant.MaxValue);
        }

        return changed.MemberOf(command.UserId);
    }

    public static Decision Change(Team team, ChangeRole command, ActedBy by)
    {
        var current = team.MemberOf(command.UserId);
        if (command.Role is not Role.Admin && team.IsLastAdmin(command.UserId))
        {
            return LastAdmin;
        }

        var currentIds = current.Role == command.Role ? current.ResourceIds : [];
        return Decision.Of(
        [
            .. current.Role == command.Role ? ImmutableArray<IDomainEvent>.Empty : [new RoleChanged(command.UserId, command.Role, by.Id, by.From)],
            .. currentIds.SequenceEqual(command.ResourceIds) ? ImmutableArray<IDomainEvent>.Empty
                : [new StaffLinked(command.UserId, command.ResourceIds, by.Id, by.From)],
        ]);
    }
}

/// <summary>Ends the sessions after a changed role or a deactivation, in case the request crashed before it could.</summary>
public sealed class EndSessionsOfChangedRoles(ISessions sessions) : IEventHandler
{
    public string Name => "ended-sessions-of-roles";

    public string Category => Team.Category;

    public HandlerStart StartsAt => HandlerStart.Beginning;

    public Task HandleAsync(RecordedEvent recorded, CancellationToken cancellation) => recorded.Event is RoleChanged or UserDeactivated or SecondFactorExemptionEnded or SecondFactorReset
        ? sessions.EndAllAsync(((IAdministrativeAction)recorded.Event).UserId, except: null, recorded.Metadata.RecordedAt)
        : Task.CompletedTask;
}
