using System.CommandLine;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.LocalHost.Startup;

namespace BookingEngine.LocalHost.Commands;

/// <summary>The options that every command accepts, before or after its name.</summary>
internal static class StartOptions
{
    /// <summary>The last one wins, so that arguments can be appended to a container's command line.</summary>
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
        Description = "With serve: load an example tenant first. The data folder must be empty or already contain the example.",
        Recursive = true,
    };

    /// <exception cref="SettingException">An address is not an http address without a path.</exception>
    public static IReadOnlyList<string> UrlsOf(ParseResult result) => ListenUrls.Parse(result.GetRequiredValue(Urls)[^1]);
}
