using BookingEngine.Functions.Users.Roles;
using BookingEngine.Times;
using BookingEngine.Users.Administration;

namespace BookingEngine.Functions.Users.Audit;

[Shape("AuditList", "The audit log.")]
public sealed record AuditListView(
    [property: Field("The entries.")] IReadOnlyList<AuditEntryView> Entries,
    [property: Field("The cursor of the next page. Null on the last page.")] string? NextCursor)
{
    internal static AuditListView Example => new(
        [
            new("team-all/7", "2030-05-02T08:00:11.4207Z", "user_deactivated", Samples.User, Samples.Administrator, "203.0.113.7", null, null),
            new("team-all/6", "2030-05-01T16:40:03.0118Z", "role_changed", Samples.User, Samples.Administrator, "203.0.113.7", "staff", null),
        ],
        Samples.Cursor);
}

[Shape("AuditEntry", "A change of a user by an administrator.")]
public sealed record AuditEntryView(
    [property: Field("The entry's id.")] string Id,
    [property: Field("The time of the change.", Format = "date-time")] string At,
    [property: Field("`role_changed`, `staff_linked`, `user_deactivated`, `user_reactivated`, `second_factor_exempted`, `second_factor_exemption_ended` or `second_factor_removed`.")] string Act,
    [property: Field("The id of the changed user.")] Guid UserId,
    [property: Field("The administrator's id. Null if the deployment's settings made the change.")] Guid? By,
    [property: Field("The administrator's client address. Null if it is unknown, or if the administrator was erased.")] string? From,
    [property: Field("The new role. Null if it did not change.")] string? Role,
    [property: Field("The linked resources. Null if they did not change.")] IReadOnlyList<string>? ResourceIds)
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
        AuditedAction.SecondFactorExempted => "second_factor_exempted",
        AuditedAction.SecondFactorExemptionEnded => "second_factor_exemption_ended",
        AuditedAction.SecondFactorRemoved => "second_factor_removed",
        _ => throw new InvalidOperationException($"The act {act} has no name on the wire."),
    };
}
