using BookingEngine.Functions.Users.Roles;
using BookingEngine.Users.Administration;

namespace BookingEngine.Functions.Users.Audit;

[Shape("AuditList", "What administrators did.")]
public sealed record AuditListView(
    [property: Field("The acts.")] IReadOnlyList<AuditEntryView> Entries,
    [property: Field("Where the list goes on; null at its end.")] string? NextCursor)
{
    internal static AuditListView Example => new(
        [
            new("team-all/7", "2030-05-02T08:00:11.4207Z", "user_deactivated", Samples.User, Samples.Administrator, "203.0.113.7", null, null),
            new("team-all/6", "2030-05-01T16:40:03.0118Z", "role_changed", Samples.User, Samples.Administrator, "203.0.113.7", "staff", null),
        ],
        Samples.Cursor);
}

[Shape("AuditEntry", "Something that an administrator did to a user.")]
public sealed record AuditEntryView(
    [property: Field("The act's id.")] string Id,
    [property: Field("When it was done.", Format = "date-time")] string At,
    [property: Field("`role_changed`, `staff_linked`, `user_deactivated` or `user_reactivated`.")] string Act,
    [property: Field("To whom.")] Guid UserId,
    [property: Field("The administrator's id; null where the deployment's settings did it.")] Guid? By,
    [property: Field("The client address that it came from; null where that is not known, or the administrator was erased.")] string? From,
    [property: Field("The new role; null where it was not changed.")] string? Role,
    [property: Field("The resources that were linked; null where none were.")] IReadOnlyList<string>? ResourceIds)
{
    public static AuditEntryView Of(AuditEntry entry) => new(
        entry.Id, Rfc3339.Format(entry.Act.At), NameOf(entry.Act.Act), entry.Act.UserId.Value, entry.Act.By?.Value, entry.From,
        entry.Act.Role is { } role ? RoleNames.Of(role) : null, entry.Act.ResourceIds is { } ids ? [.. ids.Select(r => r.Value)] : null);

    private static string NameOf(AuditedAction act) => act switch
    {
        AuditedAction.RoleChanged => "role_changed",
        AuditedAction.StaffLinked => "staff_linked",
        AuditedAction.UserDeactivated => "user_deactivated",
        AuditedAction.UserReactivated => "user_reactivated",
        _ => throw new InvalidOperationException($"The act {act} has no name on the wire."),
    };
}
