namespace BookingEngine.Functions.Users.Sessions;

/// <summary>What a client calls itself.</summary>
internal static class ClientName
{
    private const int MaximumLength = 200;

    /// <summary>The header <c>User-Agent</c>, cut to 200 characters, without those that are not printable ASCII; null where none is left.</summary>
    public static string? Of(HttpRequest request)
    {
        var name = string.Concat(request.Headers.UserAgent.ToString().Where(c => c is >= ' ' and <= '~').Take(MaximumLength)).Trim();
        return name.Length > 0 ? name : null;
    }
}
