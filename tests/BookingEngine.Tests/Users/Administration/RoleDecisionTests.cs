using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.Tests.EventSourcing;
using BookingEngine.Users;
using BookingEngine.Users.Administration;
using BookingEngine.Users.Roles;

namespace BookingEngine.Tests.Users.Administration;

public sealed class RoleDecisionTests
{
    private static readonly UserId Ada = new(Guid.CreateVersion7()), Bob = new(Guid.CreateVersion7());
    private static readonly Encrypted From = new("YWRkcmVzcw==");
    private static readonly RoleChanged AdaIsAdmin = new(Ada, Role.Admin, null, null), BobIsAdmin = new(Bob, Role.Admin, Ada, From);
    private static readonly ImmutableArray<ResourceId> Chairs = [new("chair-1"), new("chair-2")];

    [Fact]
    public void A_customer_becomes_staff_of_some_resources() => Change(Given.Events<Team>(AdaIsAdmin), Bob, Role.Staff, Chairs)
        .ThenEvents(new RoleChanged(Bob, Role.Staff, Ada, From), new StaffLinked(Bob, Chairs, Ada, From));

    [Fact]
    public void Staff_get_other_resources_without_a_role_change()
    {
        var team = Given.Events<Team>(AdaIsAdmin, new RoleChanged(Bob, Role.Staff, Ada, From), new StaffLinked(Bob, Chairs, Ada, From));
        Change(team, Bob, Role.Staff, Chairs).ThenEvents();
        ImmutableArray<ResourceId> other = [new("chair-3")];
        Change(team, Bob, Role.Staff, other).ThenEvents(new StaffLinked(Bob, other, Ada, From));
        Change(team, Bob, Role.Customer, []).ThenEvents(new RoleChanged(Bob, Role.Customer, Ada, From));
    }

    [Fact]
    public void A_role_change_removes_the_resources()
    {
        IDomainEvent[] linked = [new RoleChanged(Bob, Role.Staff, Ada, From), new StaffLinked(Bob, Chairs, Ada, From)];
        Assert.Empty(Given.Events<Team>([.. linked, BobIsAdmin]).MemberOf(Bob).ResourceIds.ToArray());
        Assert.Equal(TeamMember.Customer, Given.Events<Team>([.. linked, new RoleChanged(Bob, Role.Customer, Ada, From)]).MemberOf(Bob));
    }

    [Fact]
    public void The_last_administrator_keeps_the_role()
    {
        Change(Given.Events<Team>(AdaIsAdmin), Ada, Role.Customer, []).ThenRefused("last_admin");
        Change(Given.Events<Team>(AdaIsAdmin), Ada, Role.Staff, Chairs).ThenRefused("last_admin");
        Change(Given.Events<Team>(AdaIsAdmin), Ada, Role.Admin, []).ThenEvents();
        Change(Given.Events<Team>(AdaIsAdmin, BobIsAdmin), Ada, Role.Customer, []).ThenEvents(new RoleChanged(Ada, Role.Customer, Ada, From));
    }

    [Fact]
    public void The_first_administrator_is_appointed_only_while_none_exists()
    {
        FirstAdminHandler.Appoint(Given.Events<Team>(), Ada).ThenEvents(AdaIsAdmin);
        FirstAdminHandler.Appoint(Given.Events<Team>(BobIsAdmin), Ada).ThenEvents();
    }

    private static Decision Change(Team team, UserId user, Role role, ImmutableArray<ResourceId> resources) =>
        ChangeRoleHandler.Change(team, new ChangeRole(user, role, resources, new Administrator(Ada, "203.0.113.7")), new ActedBy(Ada, From));
}
