using BookingEngine.Infrastructure.Configuration;

namespace BookingEngine.LocalHost.Startup;

/// <summary>What was asked for on the command line.</summary>
public sealed record CommandLine(string Command, IReadOnlyList<string> Urls)
{
    /// <summary>The file to write to; null for the console.</summary>
    public string? Output { get; init; }

    /// <summary>The database to import from.</summary>
    public string? From { get; init; }

    public const string Usage = """
        Usage: BookingEngine.LocalHost [serve | rebuild | check | import | move-to-mongodb | openapi] [--urls <addresses>]

          serve     serve the API (the default), on http://localhost:7071 unless --urls says otherwise
          rebuild   rebuild all read models from the events; may run beside a serving process
          check     compare all read models with the events; ends with 1 where they differ
          openapi   write the API document: to --output <file>, or to the console
          import    bring users and bookings of an earlier implementation over: --from <its database> in the same MONGODB_URI; may be run again
          move-to-mongodb
                    move the data folder's deployment to MONGODB_URI; may be stopped and run again; no process may serve from either

        Settings come from environment variables and a .env file in the working directory: see docs/operating.md.
        """;

    private static readonly string[] Commands = ["serve", "rebuild", "check", "import", "move-to-mongodb", "openapi", "help"];

    public static CommandLine Parse(string[] args)
    {
        var (command, urls, output, from) = ("serve", "http://localhost:7071", (string?)null, (string?)null);
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--urls" when i + 1 < args.Length:
                    urls = args[++i];
                    break;
                case { } text when text.StartsWith("--urls=", StringComparison.Ordinal):
                    urls = text["--urls=".Length..];
                    break;
                case "--output" when i + 1 < args.Length:
                    output = args[++i];
                    break;
                case "--from" when i + 1 < args.Length:
                    from = args[++i];
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

        return new CommandLine(command, [.. urls.Split(';').Select(Checked)]) { Output = output, From = from };
    }

    /// <summary>Where a client on this machine reaches what listens on every address.</summary>
    public static string Reached(string url) =>
        url.Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal);

    private static string Checked(string url) =>
        Uri.TryCreate(Reached(url), UriKind.Absolute, out var uri) && uri is { Scheme: "http", PathAndQuery: "/" }
            ? url
            : throw new SettingException("--urls must name addresses such as http://localhost:7071, separated by semicolons.");
}
