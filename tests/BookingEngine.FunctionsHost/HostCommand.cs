using System.CommandLine;

namespace BookingEngine.FunctionsHost;

internal static class HostCommand
{
    private static readonly Argument<FileInfo> App =
        new Argument<FileInfo>("app") { Description = "The function app's published assembly, with host.json beside it." }.AcceptExistingOnly();

    private static readonly Option<int> Port = new("--port")
    {
        Description = "The port of 127.0.0.1 to serve on; 0 for a free one.",
        DefaultValueFactory = _ => 7071,
    };

    private static readonly Option<string?> Queues = new("--queues")
    {
        Description = "The connection string of the storage account. Without it, queue functions run only by POST /admin/functions/<name>.",
    };

    private static readonly Option<TimeSpan?> QueueVisibility = new("--queue-visibility")
    {
        Description = "How long a failed message stays hidden, such as 00:00:01, in place of host.json's visibilityTimeout.",
    };

    private static readonly Option<string?> QueueFunctions = new("--queue-functions")
    {
        Description = "The names of the queue functions that listen, joined by commas; none for none. All by default.",
    };

    private static readonly Option<string> AdminKey = new("--admin-key")
    {
        Description = "What the header x-functions-key has to be for the paths below /admin.",
        DefaultValueFactory = _ => "admin",
    };

    private static readonly Option<bool> NoTimers = new("--no-timers") { Description = "Run timer functions only by POST /admin/functions/<name>." };

    private static readonly Option<bool> Verbose = new("--verbose") { Description = "Print all log records and whole stack traces of the app." };

    public static RootCommand Create()
    {
        RootCommand command = new("Runs a .NET isolated function app as the Azure Functions host does, for tests.")
        {
            App, Port, Queues, QueueVisibility, QueueFunctions, AdminKey, NoTimers, Verbose,
        };
        command.SetAction((result, cancellation) => new HostRun(OptionsOf(result), TimeProvider.System).RunAsync(cancellation));
        return command;
    }

    private static RunOptions OptionsOf(ParseResult result) => new(
        result.GetRequiredValue(App).FullName, result.GetValue(Port), result.GetValue(Queues), result.GetValue(QueueVisibility), result.GetValue(QueueFunctions)?.Split(','),
        result.GetRequiredValue(AdminKey), !result.GetValue(NoTimers), result.GetValue(Verbose));
}
