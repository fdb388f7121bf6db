using BookingEngine.Infrastructure.Configuration;

namespace BookingEngine.LocalHost.Startup;

/// <summary>The addresses that the process listens on.</summary>
public static class ListenUrls
{
    public const string Default = "http://localhost:7071";

    /// <param name="text">Addresses separated by semicolons.</param>
    /// <exception cref="SettingException">An address is not an http address without a path.</exception>
    public static IReadOnlyList<string> Parse(string text) => [.. text.Split(';').Select(Checked)];

    /// <summary>The address that a client on this machine can use. <c>*</c> and <c>+</c>, which mean every address, become localhost.</summary>
    public static string ClientUrl(string url) =>
        url.Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal);

    private static string Checked(string url) =>
        Uri.TryCreate(ClientUrl(url), UriKind.Absolute, out var uri) && uri is { Scheme: "http", PathAndQuery: "/" }
            ? url
            : throw new SettingException($"--urls must name addresses such as {Default}, separated by semicolons.");
}
