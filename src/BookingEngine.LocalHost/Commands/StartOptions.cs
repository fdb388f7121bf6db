using System.CommandLine;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.LocalHost.Startup;

namespace BookingEngine.LocalHost.Commands;

/// <summary>The options that every command accepts, before or after its name.</summary>
internal static class StartOptions
{
    /// <summary>The last one counts, so that a container's command line can be added to.</summary>
    public static Option<string[]> Urls { get; } = new("--urls")
    {
        Description = "The addresses to listen on, separated by semicolons.",
        HelpName = "addresses",
        Recursive = true,
        Arity = ArgumentArity.OneOrMore,
        DefaultValueFactory = _ => [ListenUrls.Default],
    };

    public static Option<bool> Demo { get; } = new("--demo")
    {
        Description = "With serve: load an example tenant first. The data folder must be empty or hold that example already.",
        Recursive = true,
    };

    /// <exception cref="SettingException">One of them is not an address to listen on.</exception>
    public static IReadOnlyList<string> UrlsOf(ParseResult result) => ListenUrls.Parse(result.GetRequiredValue(Urls)[^1]);
}
