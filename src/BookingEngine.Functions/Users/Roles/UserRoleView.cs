namespace BookingEngine.Functions.Users.Roles;

[Shape("UserRole", "What a user may do.")]
public sealed record UserRoleView(
    [property: Field("The user's id.")] Guid Id,
    [property: Field("`customer`, `staff` or `admin`.")] string Role,
    [property: Field("The resources that a member of the staff looks after.")] IReadOnlyList<string> ResourceIds);
