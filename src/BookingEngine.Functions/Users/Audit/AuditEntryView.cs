using System.Text.Json.Serialization;
using BookingEngine.Functions.Users.Roles;
using BookingEngine.Times;
using BookingEngine.Users;
using BookingEngine.Users.Administration;

namespace BookingEngine.Functions.Users.Audit;

[Shape("AuditList", "The audit log.")]
public sealed record AuditListView(
    [property: Field("The entries.")] IReadOnlyList<AuditEntryView> Entries,
    [property: Field("The cursor of the next page. Null on the last page.")] string? NextCursor)
{
    internal static AuditListView Example => new(
        [
            new("team-all/8", "2030-05-03T10:21:40.5512Z", "person_erased", null, null, null, null, null) { Origin = "user" },
            new("team-all/7", "2030-05-02T08:00:11.4207Z", "user_deactivated", Samples.User, Samples.Administrator, "203.0.113.7", null, null),
            new("team-all/6", "2030-05-01T16:40:03.0118Z", "role_changed", Samples.User, Samples.Administrator, "203.0.113.7", "staff", null),
        ],
        Samples.Cursor);
}

[Shape("AuditEntry", "A change of a user by an administrator, or the erasure of a person.")]
public sealed record AuditEntryView(
    [property: Field("The entry's id.")] string Id,
    [property: Field("The time of the change.", Format = "date-time")] string At,
    [property: Field("`role_changed`, `staff_linked`, `user_deactivated`, `user_reactivated`, `second_factor_exempted`, `second_factor_exemption_ended`, `second_factor_removed`, `person_erased`, `personal_events_read` or `bookings_rezoned`.")] string Act,
    [property: Field("The id of the changed user. Null for an erasure, because the log does not tell who was erased, and where no user was changed.")] Guid? UserId,
    [property: Field("The administrator's id. Null if the deployment's settings or its operator made the change, or if the person erased was the one who asked.")] Guid? By,
    [property: Field("The administrator's client address. Null if it is unknown, or if the administrator was erased.")] string? From,
    [property: Field("The new role. Null if it did not change.")] string? Role,
    [property: Field("The linked resources. Null if they did not change.")] IReadOnlyList<string>? ResourceIds)
{
    [Field("For an erasure: who asked for it, `user`, `admin` or `guest`, or `retention` for the deployment's rule. Otherwise omitted.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Origin { get; init; }

    [Field("For `bookings_rezoned`: the version of the time-zone data, how many bookings moved, and how many could not. Otherwise omitted.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RezonedView? Rezoned { get; init; }

    public static AuditEntryView Of(AuditEntry entry) => new(
        entry.Id, Rfc3339.Format(entry.Act.At), NameOf(entry.Act.Act), entry.Act.UserId?.Value, entry.Act.By?.Value, entry.From,
        entry.Act.Role is { } role ? RoleNames.Of(role) : null, entry.Act.ResourceIds is { } ids ? [.. ids.Select(r => r.Value)] : null)
    {
        Rezoned = entry.Act.Rezoned is { } rezoned ? new RezonedView(rezoned.ZoneData, rezoned.Moved, rezoned.Conflicts) : null,
        Origin = entry.Act.Origin is { } origin ? NameOf(origin) : null,
    };

    private static string NameOf(AuditedAction act) => act switch
    {
        AuditedAction.RoleChanged => "role_changed",
        AuditedAction.StaffLinked => "staff_linked",
        AuditedAction.UserDeactivated => "user_deactivated",
        AuditedAction.UserReactivated => "user_reactivated",
        AuditedAction.PersonErased => "person_erased",
        AuditedAction.PersonalEventsRead => "personal_events_read",
        AuditedAction.BookingsRezoned => "bookings_rezoned",
        AuditedAction.SecondFactorExempted => "second_factor_exempted",
        AuditedAction.SecondFactorExemptionEnded => "second_factor_exemption_ended",
        AuditedAction.SecondFactorRemoved => "second_factor_removed",
        _ => throw new InvalidOperationException($"The act {act} has no name on the wire."),
    };

    private static string NameOf(ErasureOrigin origin) => origin switch
    {
        ErasureOrigin.User => "user",
        ErasureOrigin.Admin => "admin",
        ErasureOrigin.Guest => "guest",
        ErasureOrigin.Retention => "retention",
        _ => throw new InvalidOperationException($"The origin {origin} has no name on the wire."),
    };
}

[Shape("Rezoned", "What a change of the rules of time zones did to bookings ahead.")]
public sealed record RezonedView(
    [property: Field("The version of the time-zone data, such as `2026f`.")] string ZoneData,
    [property: Field("How many bookings have another instant, so that they keep their local times.")] int Moved,
    [property: Field("How many could not be moved.")] int Conflicts);
