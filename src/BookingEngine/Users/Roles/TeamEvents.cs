using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;

namespace BookingEngine.Users.Roles;

/// <summary>An action that the audit shows.</summary>
public interface IAuditedAction : IDomainEvent
{
    /// <summary>The user that it was done to; null if the audit must not tell.</summary>
    UserId? Subject { get; }

    /// <summary>The administrator; null for the deployment's settings and its operator.</summary>
    UserId? By { get; }

    /// <summary>The client address, encrypted with the administrator's key; null if unknown.</summary>
    Encrypted? From { get; }
}

/// <summary>An action of an administrator on a user.</summary>
public interface IAdministrativeAction : IAuditedAction
{
    /// <summary>The user that it was done to.</summary>
    UserId UserId { get; }

    UserId? IAuditedAction.Subject => UserId;
}

public sealed record RoleChanged(UserId UserId, Role Role, UserId? By, Encrypted? From) : IAdministrativeAction;

/// <summary>Replaces the resources that a staff member manages.</summary>
public sealed record StaffLinked(UserId UserId, ImmutableArray<ResourceId> ResourceIds, UserId? By, Encrypted? From) : IAdministrativeAction;

/// <summary>The user cannot sign in from now on. Role and resources stay, in case the user is reactivated.</summary>
public sealed record UserDeactivated(UserId UserId, UserId? By, Encrypted? From) : IAdministrativeAction;

public sealed record UserReactivated(UserId UserId, UserId? By, Encrypted? From) : IAdministrativeAction;

/// <summary>A member of the team, or a deactivated user, is about to be erased. The user's own stream says so next.</summary>
/// <inheritdoc cref="UserErased"/>
public sealed record TeamMemberErased(UserId UserId, ErasureOrigin Origin, UserId? By, Encrypted? From) : IDomainEvent;

/// <summary>A person was erased. It does not tell who.</summary>
public sealed record PersonErased(ErasureOrigin Origin, UserId? By, Encrypted? From) : IAuditedAction
{
    UserId? IAuditedAction.Subject => null;
}

/// <summary>An administrator read personal data of events, within an hour.</summary>
public sealed record PersonalEventsRead(UserId? By, Encrypted? From) : IAuditedAction
{
    UserId? IAuditedAction.Subject => null;
}

/// <summary>Bookings ahead were moved to the instants that keep their local times, because the rules of zones changed.</summary>
/// <param name="ZoneData">The version of the newer rules.</param>
/// <param name="Conflicts">How many could not be moved.</param>
public sealed record BookingsRezoned(string ZoneData, int Moved, int Conflicts) : IAuditedAction
{
    UserId? IAuditedAction.Subject => null;

    UserId? IAuditedAction.By => null;

    Encrypted? IAuditedAction.From => null;
}

/// <summary>The user needs no second factor, such as the account of a tenant's own backend.</summary>
public sealed record SecondFactorExempted(UserId UserId, UserId? By, Encrypted? From) : IAdministrativeAction;

public sealed record SecondFactorExemptionEnded(UserId UserId, UserId? By, Encrypted? From) : IAdministrativeAction;

/// <summary>The user's second factor is removed.</summary>
public sealed record SecondFactorReset(UserId UserId, UserId? By, Encrypted? From) : IAdministrativeAction;

/// <summary>The shape from before the client address was recorded.</summary>
internal sealed record RoleChangedV1(UserId UserId, Role Role, UserId? By)
{
    public RoleChanged ToChanged() => new(UserId, Role, By, From: null);
}

/// <summary>The shape from before the client address was recorded.</summary>
internal sealed record StaffLinkedV1(UserId UserId, ImmutableArray<ResourceId> ResourceIds, UserId? By)
{
    public StaffLinked ToLinked() => new(UserId, ResourceIds, By, From: null);
}

[JsonSerializable(typeof(RoleChanged))]
[JsonSerializable(typeof(StaffLinked))]
[JsonSerializable(typeof(UserDeactivated))]
[JsonSerializable(typeof(UserReactivated))]
[JsonSerializable(typeof(TeamMemberErased))]
[JsonSerializable(typeof(PersonErased))]
[JsonSerializable(typeof(PersonalEventsRead))]
[JsonSerializable(typeof(BookingsRezoned))]
[JsonSerializable(typeof(SecondFactorExempted))]
[JsonSerializable(typeof(SecondFactorExemptionEnded))]
[JsonSerializable(typeof(SecondFactorReset))]
[JsonSerializable(typeof(RoleChangedV1))]
[JsonSerializable(typeof(StaffLinkedV1))]
internal sealed partial class TeamEventJson : JsonSerializerContext
{
    private static readonly TeamEventJson Stored = new(StoredJson.NewOptions());

    public static IEnumerable<EventType> Types =>
    [
        EventType.OfOld("role-changed.v1", () => Stored.RoleChangedV1, old => old.ToChanged()),
        EventType.OfOld("staff-linked.v1", () => Stored.StaffLinkedV1, old => old.ToLinked()),
        EventType.Of("role-changed.v2", () => Stored.RoleChanged),
        EventType.Of("staff-linked.v2", () => Stored.StaffLinked),
        EventType.Of("user-deactivated.v1", () => Stored.UserDeactivated),
        EventType.Of("user-reactivated.v1", () => Stored.UserReactivated),
        EventType.Of("team-member-erased.v1", () => Stored.TeamMemberErased),
        EventType.Of("person-erased.v1", () => Stored.PersonErased),
        EventType.Of("personal-events-read.v1", () => Stored.PersonalEventsRead),
        EventType.Of("bookings-rezoned.v1", () => Stored.BookingsRezoned),
        EventType.Of("second-factor-exempted.v1", () => Stored.SecondFactorExempted),
        EventType.Of("second-factor-exemption-ended.v1", () => Stored.SecondFactorExemptionEnded),
        EventType.Of("second-factor-reset.v1", () => Stored.SecondFactorReset),
    ];
}
