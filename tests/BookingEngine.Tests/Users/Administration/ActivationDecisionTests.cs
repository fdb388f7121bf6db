using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.Tests.EventSourcing;
using BookingEngine.Users;
using BookingEngine.Users.Administration;
using BookingEngine.Users.Roles;

namespace BookingEngine.Tests.Users.Administration;

public sealed class ActivationDecisionTests
{
    private static readonly UserId Ada = new(Guid.CreateVersion7()), Bob = new(Guid.CreateVersion7());
    private static readonly ActedBy ByAda = new(Ada, new Encrypted("YWRkcmVzcw=="));
    private static readonly IDomainEvent AdaIsAdmin = new RoleChanged(Ada, Role.Admin, null, null), BobIsAdmin = new RoleChanged(Bob, Role.Admin, Ada, null);
    private static readonly IDomainEvent BobIsOut = new UserDeactivated(Bob, ByAda.Id, ByAda.From), BobIsBack = new UserReactivated(Bob, ByAda.Id, ByAda.From);

    [Fact]
    public void A_user_is_deactivated_once()
    {
        UserActivation.Deactivate(Given.Events<Team>(AdaIsAdmin), Bob, ByAda).ThenEvents(BobIsOut);
        UserActivation.Deactivate(Given.Events<Team>(AdaIsAdmin, BobIsOut), Bob, ByAda).ThenEvents();
        UserActivation.Deactivate(Given.Events<Team>(AdaIsAdmin, BobIsOut, BobIsBack), Bob, ByAda).ThenEvents(BobIsOut);
    }

    [Fact]
    public void A_user_is_reactivated_once()
    {
        UserActivation.Reactivate(Given.Events<Team>(AdaIsAdmin, BobIsOut), Bob, ByAda).ThenEvents(BobIsBack);
        UserActivation.Reactivate(Given.Events<Team>(AdaIsAdmin), Bob, ByAda).ThenEvents();
    }

    [Fact]
    public void The_last_administrator_who_can_sign_in_is_not_deactivated()
    {
        UserActivation.Deactivate(Given.Events<Team>(AdaIsAdmin), Ada, ByAda).ThenRefused("last_admin");
        UserActivation.Deactivate(Given.Events<Team>(AdaIsAdmin, BobIsAdmin, BobIsOut), Ada, ByAda).ThenRefused("last_admin");
        UserActivation.Deactivate(Given.Events<Team>(AdaIsAdmin, BobIsAdmin), Bob, ByAda).ThenEvents(BobIsOut);
    }

    [Fact]
    public void The_last_active_administrator_keeps_the_role()
    {
        var change = new ChangeRole(Ada, Role.Customer, [], new Administrator(Ada, "203.0.113.7"));
        ChangeRoleHandler.Change(Given.Events<Team>(AdaIsAdmin, BobIsAdmin, BobIsOut), change, ByAda).ThenRefused("last_admin");
        ChangeRoleHandler.Change(Given.Events<Team>(AdaIsAdmin, BobIsAdmin, BobIsOut, BobIsBack), change, ByAda)
            .ThenEvents(new RoleChanged(Ada, Role.Customer, ByAda.Id, ByAda.From));
    }

    [Fact]
    public void Role_and_resources_survive_a_deactivation()
    {
        var team = Given.Events<Team>(AdaIsAdmin, BobIsAdmin, BobIsOut, BobIsBack);
        Assert.Equal((Role.Admin, true), (team.MemberOf(Bob).Role, team.IsActive(Bob)));
    }
}
