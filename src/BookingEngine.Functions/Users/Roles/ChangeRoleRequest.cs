using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Fields;
using BookingEngine.Users;

namespace BookingEngine.Functions.Users.Roles;

public sealed record ChangeRoleRequest(Role Role, ImmutableArray<ResourceId> ResourceIds) : IRequest<ChangeRoleRequest>
{
    public static ChangeRoleRequest Read(RequestFields fields) => new(
        fields.Required("role", "The role.").Choice(RoleNames.All) ?? default,
        fields.Optional("resource_ids", "The resources of a staff member. Empty for the other roles.").ResourceIds());
}
