namespace BookingEngine.Functions.Users.Roles;

/// <param name="ResourceIds">The resources that a member of the staff looks after.</param>
public sealed record UserRoleView(Guid Id, string Role, IReadOnlyList<string> ResourceIds);
