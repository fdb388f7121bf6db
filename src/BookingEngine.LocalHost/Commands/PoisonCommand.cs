using System.CommandLine;
using System.Globalization;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Infrastructure.Queues;
using BookingEngine.LocalHost.Startup;
using BookingEngine.Queues;

namespace BookingEngine.LocalHost.Commands;

/// <summary>Shows the messages that were given up, or puts them back on their queues. It needs only a storage account: the queues may be
/// a function app's.</summary>
internal static class PoisonCommand
{
    private const int ShownCharacters = 120;

    private static readonly Option<string?> Queue = new("--queue")
    {
        Description = "The only queue to look at. Without it: all.",
        HelpName = "name",
        Recursive = true,
    };

    public static Command Create() => new("poison", "Handle the messages that were given up on Azure Storage queues.")
    {
        Queue,
        Create("list", "Show the messages.", ListAsync),
        Create("put-back", "Put the messages back on their queues.", PutBackAsync),
    };

    private static Command Create(string name, string description, Func<StoragePoison, string, TextWriter, CancellationToken, Task<int>> run)
    {
        Command command = new(name, description);
        command.SetAction(async (result, cancellation) =>
        {
            var poison = PoisonOf(new SettingReader(EnvironmentConfiguration.Read()));
            var total = 0;
            foreach (var queue in QueuesOf(result))
            {
                total += await run(poison, queue, Console.Out, cancellation);
            }

            Console.Out.WriteLine($"poison {name}: {total} messages");
            return 0;
        });
        return command;
    }

    private static StoragePoison PoisonOf(SettingReader settings)
    {
        var storage = StorageSettings.Read(settings) ?? throw new SettingException(
            "AzureWebJobsStorage must be set: without it the queues, and what is poison on them, end with the process that serves.");
        return new StoragePoison(new StorageQueueService(storage, StorageRetries.Default));
    }

    private static async Task<int> ListAsync(StoragePoison poison, string queue, TextWriter output, CancellationToken cancellation)
    {
        var (first, count) = await poison.ListAsync(queue, cancellation);
        foreach (var message in first)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{queue}\t{message.Id}\t{message.InsertedOn:u}\t{message.DequeueCount}\t{Printable(message.Text)}"));
        }

        if (count > first.Count)
        {
            output.WriteLine($"{queue}\tand {count - first.Count} more, which another process holds or which come after these");
        }

        return Math.Max(count, first.Count);
    }

    private static async Task<int> PutBackAsync(StoragePoison poison, string queue, TextWriter output, CancellationToken cancellation)
    {
        var count = await poison.PutBackAsync(queue, cancellation);
        if (count > 0)
        {
            output.WriteLine($"{queue}\t{count} put back");
        }

        return count;
    }

    private static IReadOnlyList<string> QueuesOf(ParseResult result) => result.GetValue(Queue) switch
    {
        null => QueueNames.All,
        { } queue when QueueNames.All.Contains(queue) => [queue],
        _ => throw new SettingException($"--queue must be one of {string.Join(", ", QueueNames.All)}."),
    };

    // Anyone may have written the text: no control character of it reaches the terminal.
    private static string Printable(string text) => string.Concat(text.Take(ShownCharacters).Select(c => char.IsControl(c) ? '.' : c));
}
