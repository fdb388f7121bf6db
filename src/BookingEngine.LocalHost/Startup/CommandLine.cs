using BookingEngine.Infrastructure.Configuration;

namespace BookingEngine.LocalHost.Startup;

/// <summary>What was asked for on the command line.</summary>
public sealed record CommandLine(string Command, IReadOnlyList<string> Urls)
{
    /// <summary>The file to write to; null for the console.</summary>
    public string? Output { get; init; }

    /// <summary>The only queue to look at; null for all.</summary>
    public string? Queue { get; init; }

    /// <summary>The database to import from.</summary>
    public string? From { get; init; }

    /// <summary>Whether an example tenant is loaded before it serves.</summary>
    public bool IsDemo { get; init; }

    public const string Usage = """
        Usage: BookingEngine.LocalHost [serve | rebuild | check | poison | import | move-to-mongodb | openapi] [--urls <addresses>] [--demo]

          serve     serve the API (the default), on http://localhost:7071 unless --urls says otherwise; with --demo an example
                    tenant is loaded first into the data folder, which must be empty or hold that example already
          rebuild   rebuild all read models from the events; may run beside a serving process
          check     compare all read models with the events; ends with 1 where they differ
          poison    list, or put-back: show the messages that were given up on Azure Storage queues, or put them back on
                    their queues; --queue <name> for one queue alone
          import    bring users and bookings of an earlier implementation to MONGODB_DB: --from <its database> in the same
                    MONGODB_URI; may be stopped and run again
          move-to-mongodb
                    move the data folder's deployment to MONGODB_URI; may be stopped and run again; nothing may serve from
                    either meanwhile
          openapi   write the API document: to --output <file>, or to the console

        Settings come from environment variables and a .env file in the working directory: see docs/operating.md.
        """;

    private static readonly string[] Commands = ["serve", "rebuild", "check", "import", "move-to-mongodb", "openapi", "help"];
    private static readonly string[] Options = ["--urls", "--output", "--queue", "--from"];

    public static CommandLine Parse(string[] args)
    {
        var (command, isDemo) = ("serve", false);
        Dictionary<string, string> options = new(StringComparer.Ordinal) { ["--urls"] = "http://localhost:7071" };
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case { } text when Options.Contains(text) && i + 1 < args.Length:
                    options[text] = args[++i];
                    break;
                case { } text when text.StartsWith("--urls=", StringComparison.Ordinal):
                    options["--urls"] = text["--urls=".Length..];
                    break;
                case "poison" when i + 1 < args.Length && args[i + 1] is "list" or "put-back":
                    command = $"poison {args[++i]}";
                    break;
                case "--demo":
                    isDemo = true;
                    break;
                case "--help" or "-h":
                    command = "help";
                    break;
                case { } text when Commands.Contains(text):
                    command = text;
                    break;
                default:
                    throw new SettingException($"'{args[i]}' is not understood: --help shows what is.");
            }
        }

        if (isDemo && command is not ("serve" or "help"))
        {
            throw new SettingException("--demo goes with serve alone.");
        }

        return new CommandLine(command, [.. options["--urls"].Split(';').Select(Checked)])
        {
            Output = options.GetValueOrDefault("--output"),
            Queue = options.GetValueOrDefault("--queue"),
            From = options.GetValueOrDefault("--from"),
            IsDemo = isDemo,
        };
    }

    /// <summary>Where a client on this machine reaches what listens on every address.</summary>
    public static string Reached(string url) =>
        url.Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal);

    private static string Checked(string url) =>
        Uri.TryCreate(Reached(url), UriKind.Absolute, out var uri) && uri is { Scheme: "http", PathAndQuery: "/" }
            ? url
            : throw new SettingException("--urls must name addresses such as http://localhost:7071, separated by semicolons.");
}
