using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.Aggregates;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;

namespace BookingEngine.Users.Roles;

/// <summary>All staff and administrators, and all deactivated users. They are in one stream, so that its version ensures that an
/// administrator remains: two administrators cannot remove each other at once.</summary>
public sealed record Team(ImmutableDictionary<UserId, TeamMember> Members, ImmutableHashSet<UserId> Deactivated) : IAggregate<Team>
{
    private static readonly Team Empty = new(ImmutableDictionary<UserId, TeamMember>.Empty, []);

    public static string Category => "team";

    public static StreamName Stream { get; } = StreamName.Of(Category, "all");

    public static Team InitialOf(StreamName stream) => Empty;

    public static SnapshotShape<Team> Shape => TeamSnapshot.Shape;

    /// <summary>The users who need no second factor.</summary>
    public ImmutableHashSet<UserId> Exempt { get; init; } = [];

    /// <summary>Whether there is an administrator who can sign in.</summary>
    public bool HasAdmin => Admins.Any();

    /// <summary>The administrators who can sign in.</summary>
    public IEnumerable<UserId> Admins => Members.Keys.Where(IsActiveAdmin);

    public TeamMember MemberOf(UserId user) => Members.GetValueOrDefault(user, TeamMember.Customer);

    public bool IsExempt(UserId user) => Exempt.Contains(user);

    public bool IsActive(UserId user) => !Deactivated.Contains(user);

    /// <summary>Whether the team's stream says anything of the user: a role, or a deactivation.</summary>
    public bool Knows(UserId user) => Members.ContainsKey(user) || Deactivated.Contains(user);

    /// <summary>Whether the user is the only administrator who can sign in.</summary>
    public bool IsLastAdmin(UserId user) => IsActiveAdmin(user) && !Members.Keys.Any(other => other != user && IsActiveAdmin(other));

    public Team Apply(RecordedEvent recorded) => recorded.Event switch
    {
        RoleChanged { Role: Role.Customer } e => this with { Members = Members.Remove(e.UserId) },
        RoleChanged e => this with { Members = Members.SetItem(e.UserId, new TeamMember(e.Role, [])) },
        StaffLinked e => this with { Members = Members.SetItem(e.UserId, MemberOf(e.UserId) with { ResourceIds = e.ResourceIds }) },
        UserDeactivated e => this with { Deactivated = Deactivated.Add(e.UserId) },
        UserReactivated e => this with { Deactivated = Deactivated.Remove(e.UserId) },
        SecondFactorExempted e => this with { Exempt = Exempt.Add(e.UserId) },
        SecondFactorExemptionEnded e => this with { Exempt = Exempt.Remove(e.UserId) },
        TeamMemberErased e => new(Members.Remove(e.UserId), Deactivated.Remove(e.UserId)),
        _ => this,
    };

    private bool IsActiveAdmin(UserId user) => MemberOf(user).Role is Role.Admin && IsActive(user);
}

/// <param name="ResourceIds">The resources that a staff member manages; none for other roles.</param>
public sealed record TeamMember(Role Role, ImmutableArray<ResourceId> ResourceIds)
{
    public static TeamMember Customer { get; } = new(Role.Customer, []);
}

/// <summary>The stored team. Sorted lists, because dictionaries have no stable order.</summary>
internal sealed record TeamSnapshot(ImmutableArray<TeamSnapshot.Member> Members, ImmutableArray<UserId> Deactivated)
{
    public ImmutableArray<UserId> Exempt { get; init; } = [];

    public static SnapshotShape<Team> Shape { get; } = SnapshotShape.Of<Team, TeamSnapshot>(
        "team.v3", () => TeamSnapshotJson.Stored.StateAtTeamSnapshot, Of, stored => stored.ToTeam());

    private static TeamSnapshot Of(Team team) => new(
        [.. team.Members.OrderBy(m => m.Key.Value).Select(m => new Member(m.Key, m.Value.Role, m.Value.ResourceIds))],
        [.. team.Deactivated.OrderBy(user => user.Value)])
    {
        Exempt = [.. team.Exempt.OrderBy(user => user.Value)],
    };

    private Team ToTeam() => new(Members.ToImmutableDictionary(m => m.UserId, m => new TeamMember(m.Role, m.ResourceIds)), [.. Deactivated])
    {
        Exempt = [.. Exempt],
    };

    internal sealed record Member(UserId UserId, Role Role, ImmutableArray<ResourceId> ResourceIds);
}

[JsonSerializable(typeof(StateAt<TeamSnapshot>))]
internal sealed partial class TeamSnapshotJson : JsonSerializerContext
{
    public static TeamSnapshotJson Stored { get; } = new(StoredJson.NewOptions());
}
