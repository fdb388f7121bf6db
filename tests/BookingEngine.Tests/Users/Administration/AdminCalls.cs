using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Users.Administration;

/// <summary>Requests of administrators, one method each.</summary>
internal static class AdminCalls
{
    public static Call Deactivate(Person by, Guid user) => Call.Post($"/users/{user}/deactivate") with { Token = by.Token };

    public static Call Reactivate(Person by, Guid user) => Call.Post($"/users/{user}/reactivate") with { Token = by.Token };

    public static string[] ActionsOf(this Answer audit) =>
        [.. audit.Json["entries"]!.AsArray().Select(e => $"{e!["act"]} {e["user_id"]} by {e["by"]?.ToString() ?? "settings"}")];
}
