namespace BookingEngine.Functions.Users.Sessions;

/// <summary>What a client calls itself.</summary>
internal static class ClientName
{
    private const int MaximumLength = 200;

    /// <summary>The header <c>User-Agent</c>, cut to 200 characters, whatever is not printable ASCII left out; null where that leaves nothing.</summary>
    public static string? Of(HttpRequest request)
    {
        var name = string.Concat(request.Headers.UserAgent.ToString().Where(c => c is >= ' ' and <= '~').Take(MaximumLength)).Trim();
        return name.Length > 0 ? name : null;
    }
}
