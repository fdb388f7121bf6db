using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;

namespace BookingEngine.Users.Roles;

/// <summary>Something that an administrator did to a user.</summary>
public interface IAdministrativeAction : IDomainEvent
{
    /// <summary>To whom it was done.</summary>
    UserId UserId { get; }

    /// <summary>The administrator; null where the deployment's settings did it.</summary>
    UserId? By { get; }

    /// <summary>The client address that it came from, sealed with the administrator's key; null where it is not known.</summary>
    Encrypted? From { get; }
}

public sealed record RoleChanged(UserId UserId, Role Role, UserId? By, Encrypted? From) : IAdministrativeAction;

/// <summary>These are the resources that a member of the staff looks after from now on, and no others.</summary>
public sealed record StaffLinked(UserId UserId, ImmutableArray<ResourceId> ResourceIds, UserId? By, Encrypted? From) : IAdministrativeAction;

/// <summary>The user cannot sign in from now on. Role and resources stay, for the case of a return.</summary>
public sealed record UserDeactivated(UserId UserId, UserId? By, Encrypted? From) : IAdministrativeAction;

public sealed record UserReactivated(UserId UserId, UserId? By, Encrypted? From) : IAdministrativeAction;

/// <summary>As it was recorded when nobody noted where from.</summary>
internal sealed record RoleChangedV1(UserId UserId, Role Role, UserId? By)
{
    public RoleChanged ToChanged() => new(UserId, Role, By, From: null);
}

/// <summary>As it was recorded when nobody noted where from.</summary>
internal sealed record StaffLinkedV1(UserId UserId, ImmutableArray<ResourceId> ResourceIds, UserId? By)
{
    public StaffLinked ToLinked() => new(UserId, ResourceIds, By, From: null);
}

[JsonSerializable(typeof(RoleChanged))]
[JsonSerializable(typeof(StaffLinked))]
[JsonSerializable(typeof(UserDeactivated))]
[JsonSerializable(typeof(UserReactivated))]
[JsonSerializable(typeof(RoleChangedV1))]
[JsonSerializable(typeof(StaffLinkedV1))]
internal sealed partial class TeamEventJson : JsonSerializerContext
{
    private static readonly TeamEventJson Stored = new(StoredJson.NewOptions());

    public static IEnumerable<EventType> Types =>
    [
        EventType.OfOld("role-changed.v1", Stored.RoleChangedV1, old => old.ToChanged()),
        EventType.OfOld("staff-linked.v1", Stored.StaffLinkedV1, old => old.ToLinked()),
        EventType.Of("role-changed.v2", Stored.RoleChanged),
        EventType.Of("staff-linked.v2", Stored.StaffLinked),
        EventType.Of("user-deactivated.v1", Stored.UserDeactivated),
        EventType.Of("user-reactivated.v1", Stored.UserReactivated),
    ];
}
