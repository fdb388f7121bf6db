namespace BookingEngine.Functions.Users.Roles;

[Shape("UserRole", "The role of a user.")]
public sealed record UserRoleView(
    [property: Field("The user's id.")] Guid Id,
    [property: Field("`customer`, `staff` or `admin`.")] string Role,
    [property: Field("The resources of a staff member.")] IReadOnlyList<string> ResourceIds);
