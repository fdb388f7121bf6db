namespace BookingEngine.Functions.Pages.Account.Sessions;

/// <summary>A browser's own name in short: its <c>User-Agent</c> says nothing to most people.</summary>
internal static class ClientTitle
{
    private const int MaximumLength = 80;

    // The first that fits: most browsers also name others.
    private static readonly (string Mark, string Name)[]
        Browsers = [("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")],
        Systems = [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <summary>Of another program, the beginning of what it says.</summary>
    public static string Of(string client) => (Find(Browsers, client), Find(Systems, client)) switch
    {
        ({ } browser, { } system) => $"{browser}, {system}",
        _ => client.Length <= MaximumLength ? client : $"{client[..MaximumLength]}…",
    };

    private static string? Find((string Mark, string Name)[] known, string client) =>
        known.FirstOrDefault(k => client.Contains(k.Mark, StringComparison.Ordinal)).Name;
}
