using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;

namespace BookingEngine.Users;

/// <summary>Everybody who is more than a customer. One stream for all of them, so that its version proves that an administrator is left:
/// two who take each other's role away at once cannot both succeed.</summary>
public sealed record Team(ImmutableDictionary<UserId, TeamMember> Members) : IAggregate<Team>
{
    public static string Category => "team";

    public static StreamName Stream { get; } = StreamName.Of(Category, "all");

    public static Team Initial { get; } = new(ImmutableDictionary<UserId, TeamMember>.Empty);

    public static SnapshotShape<Team> Shape => TeamSnapshot.Shape;

    public bool HasAdmin => Members.Values.Any(m => m.Role is Role.Admin);

    public TeamMember Of(UserId user) => Members.GetValueOrDefault(user, TeamMember.Customer);

    /// <summary>Whether the user is the only administrator.</summary>
    public bool IsLastAdmin(UserId user) =>
        Of(user).Role is Role.Admin && !Members.Any(m => m.Key != user && m.Value.Role is Role.Admin);

    public Team Apply(RecordedEvent recorded) => recorded.Event switch
    {
        RoleChanged { Role: Role.Customer } e => new(Members.Remove(e.UserId)),
        RoleChanged e => new(Members.SetItem(e.UserId, new TeamMember(e.Role, []))),
        StaffLinked e => new(Members.SetItem(e.UserId, Of(e.UserId) with { ResourceIds = e.ResourceIds })),
        _ => this,
    };
}

/// <param name="ResourceIds">Whose bookings a member of the staff looks after; none for the other roles.</param>
public sealed record TeamMember(Role Role, ImmutableArray<ResourceId> ResourceIds)
{
    public static TeamMember Customer { get; } = new(Role.Customer, []);
}

/// <param name="By">The administrator who changed it; null where the deployment's settings did.</param>
public sealed record RoleChanged(UserId UserId, Role Role, UserId? By) : IDomainEvent;

/// <summary>These are the resources that a member of the staff looks after from now on, and no others.</summary>
public sealed record StaffLinked(UserId UserId, ImmutableArray<ResourceId> ResourceIds, UserId? By) : IDomainEvent;

/// <summary>What a snapshot of the team holds: a list, for the order of a dictionary is nothing to store.</summary>
internal sealed record TeamSnapshot(ImmutableArray<TeamSnapshot.Member> Members)
{
    public static SnapshotShape<Team> Shape { get; } = SnapshotShape.Of<Team, TeamSnapshot>(
        "team.v1", TeamJson.Stored.StateAtTeamSnapshot, Of, stored => stored.ToTeam());

    private static TeamSnapshot Of(Team team) =>
        new([.. team.Members.OrderBy(m => m.Key.Value).Select(m => new Member(m.Key, m.Value.Role, m.Value.ResourceIds))]);

    private Team ToTeam() => new(Members.ToImmutableDictionary(m => m.UserId, m => new TeamMember(m.Role, m.ResourceIds)));

    internal sealed record Member(UserId UserId, Role Role, ImmutableArray<ResourceId> ResourceIds);
}

[JsonSerializable(typeof(RoleChanged))]
[JsonSerializable(typeof(StaffLinked))]
[JsonSerializable(typeof(StateAt<TeamSnapshot>))]
internal sealed partial class TeamJson : JsonSerializerContext
{
    public static TeamJson Stored { get; } = new(StoredJson.NewOptions());

    public static IEnumerable<EventType> Types =>
        [EventType.Of("role-changed.v1", Stored.RoleChanged), EventType.Of("staff-linked.v1", Stored.StaffLinked)];
}
