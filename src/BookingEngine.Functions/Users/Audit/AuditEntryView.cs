using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Users.Roles;
using BookingEngine.Users.Administration;

namespace BookingEngine.Functions.Users.Audit;

public sealed record AuditListView(IReadOnlyList<AuditEntryView> Entries, string? NextCursor);

/// <param name="By">Null where the deployment's settings did it.</param>
public sealed record AuditEntryView(
    string Id, string At, string Act, Guid UserId, Guid? By, string? From, string? Role, IReadOnlyList<string>? ResourceIds)
{
    public static AuditEntryView Of(AuditEntry entry) => new(
        entry.Id, Rfc3339.Format(entry.Act.At), NameOf(entry.Act.Act), entry.Act.UserId.Value, entry.Act.By?.Value, entry.From,
        entry.Act.Role is { } role ? RoleNames.Of(role) : null, entry.Act.ResourceIds is { } ids ? [.. ids.Select(r => r.Value)] : null);

    private static string NameOf(AuditedAct act) => act switch
    {
        AuditedAct.RoleChanged => "role_changed",
        AuditedAct.StaffLinked => "staff_linked",
        AuditedAct.UserDeactivated => "user_deactivated",
        AuditedAct.UserReactivated => "user_reactivated",
        _ => throw new InvalidOperationException($"The act {act} has no name on the wire."),
    };
}
