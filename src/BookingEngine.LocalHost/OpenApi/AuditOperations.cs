using BookingEngine.Functions.Users.Audit;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>What administrators did.</summary>
internal static class AuditOperations
{
    private static readonly Guid Admin = new("0197a3c0-1f2e-7d3c-8b4a-5c6d7e8f9012");

    public static Operation List => new(
        typeof(ListAuditFunction), "List what administrators did",
        "Every act on a user: roles, links to resources, deactivations and reactivations, with who, when and where from. The newest first, 50 at a time "
        + "unless `limit` says otherwise. What was done to the catalogue is in each object's own history.")
    {
        Parameters = RequestShapes.QueryOf<ListAuditQuery>(),
        Answer = new(200, "The acts.", AuditJson.Default.AuditListView)
        {
            Examples = new Dictionary<string, object> { ["acts"] = new AuditListView([Deactivated, Promoted], Samples.Cursor) },
        },
        Problems = [Samples.Invalid("user_id", "must be the id of a user")],
    };

    public static ViewDescription ListShape => new("AuditList", AuditJson.Default.AuditListView, "What administrators did.")
    {
        Fields = new Dictionary<string, FieldDescription>
        {
            ["entries"] = "The acts.",
            ["next_cursor"] = "Where the list goes on; null at its end.",
        },
    };

    public static ViewDescription EntryShape => new("AuditEntry", AuditJson.Default.AuditEntryView, "Something that an administrator did to a user.")
    {
        Fields = new Dictionary<string, FieldDescription>
        {
            ["id"] = "The act's id.",
            ["at"] = new("When it was done.", "date-time"),
            ["act"] = "`role_changed`, `staff_linked`, `user_deactivated` or `user_reactivated`.",
            ["user_id"] = "To whom.",
            ["by"] = "The administrator's id; null where the deployment's settings did it.",
            ["from"] = "The client address that it came from; null where that is not known, or the administrator was erased.",
            ["role"] = "The new role, where it was changed; otherwise null.",
            ["resource_ids"] = "The resources that were linked, where these were; otherwise null.",
        },
    };

    private static AuditEntryView Deactivated => new(
        "team-all/7", "2030-05-02T08:00:11.4207Z", "user_deactivated", Samples.User.Id, Admin, "203.0.113.7", null, null);

    private static AuditEntryView Promoted => new(
        "team-all/6", "2030-05-01T16:40:03.0118Z", "role_changed", Samples.User.Id, Admin, "203.0.113.7", "staff", null);
}
