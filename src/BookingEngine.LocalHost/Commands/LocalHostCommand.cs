using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using BookingEngine.Infrastructure.Configuration;

namespace BookingEngine.LocalHost.Commands;

/// <summary>The command line. Without a command it serves.</summary>
internal static class LocalHostCommand
{
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    // Program reports failures, and the web host handles Ctrl+C.
    private static readonly InvocationConfiguration Invocation = new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };

    /// <exception cref="SettingException">The command line is wrong.</exception>
    public static Task<int> RunAsync(string[] args)
    {
        var result = Create().Parse(args, Parsing);
        if (result.Action is not HelpAction)
        {
            Check(result);
        }

        return result.InvokeAsync(Invocation);
    }

    private static Command Create()
    {
        Command root = new("BookingEngine.LocalHost", """
            Runs the whole Booking Engine API in one process. Without a command it serves.

            Settings come from environment variables and from a .env file in the working directory. See docs/operating.md.
            """)
        {
            new HelpOption("--help", "-h"), StartOptions.Urls, StartOptions.Demo,
            ServeCommand.Create(), MaintenanceCommand.CreateRebuild(), MaintenanceCommand.CreateCheck(), MaintenanceCommand.CreateAddresses(), RezoneCommand.Create(), WrapKeysCommand.Create(),
            RemoveSecondFactorCommand.Create(), PoisonCommand.Create(),
            ImportCommand.Create(), MoveCommand.Create(), OpenApiCommand.Create(),
        };
        Command help = new("help", "Show this help.");
        help.SetAction(_ => root.Parse("--help").Invoke());
        root.Add(help);
        root.SetAction((result, _) => ServeCommand.RunAsync(result));
        return root;
    }

    private static void Check(ParseResult result)
    {
        if (result.Errors is [var error, ..])
        {
            throw new SettingException($"'{CulpritOf(result, error)}' is not a valid argument here. Run --help to list the commands and options.");
        }

        if (result.GetValue(StartOptions.Demo) && result.CommandResult is { Parent: not null, Command.Name: not ServeCommand.Name })
        {
            throw new SettingException("--demo works only with serve. Remove it, or use serve.");
        }
    }

    private static string CulpritOf(ParseResult result, ParseError error) =>
        result.CommandResult is { Parent: not null, Command.Subcommands.Count: > 0 } group ? group.Command.Name // the subcommand is missing
        : result.UnmatchedTokens is [var unknown, ..] ? unknown
        : error.SymbolResult is OptionResult { Option: var option } ? option.Name
        : result.CommandResult.Command.Name;
}
