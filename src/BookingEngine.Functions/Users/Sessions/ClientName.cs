namespace BookingEngine.Functions.Users.Sessions;

/// <summary>The name of a client, for the list of sessions.</summary>
internal static class ClientName
{
    private const int MaximumLength = 200;

    /// <summary>The printable ASCII characters of <c>User-Agent</c>, at most 200. Null if there are none.</summary>
    public static string? Of(HttpRequest request)
    {
        var name = string.Concat(request.Headers.UserAgent.ToString().Where(c => c is >= ' ' and <= '~').Take(MaximumLength)).Trim();
        return name.Length > 0 ? name : null;
    }
}
