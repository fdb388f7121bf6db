using System.CommandLine;
using System.Globalization;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Infrastructure.Queues;
using BookingEngine.LocalHost.Startup;
using BookingEngine.Queues;

namespace BookingEngine.LocalHost.Commands;

/// <summary>Shows poison messages, or puts them back on their queues. It needs only a storage account, so it also works for the queues of
/// a function app.</summary>
internal static class PoisonCommand
{
    private const int ShownCharacters = 120;

    private static readonly Option<string?> Queue = new("--queue")
    {
        Description = "The queue to use. Default: all queues.",
        HelpName = "name",
        Recursive = true,
    };

    public static Command Create() => new("poison", "List or retry poison messages on Azure Storage queues.")
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
            "AzureWebJobsStorage must be set. Without it, the queues and their poison messages are in the memory of the serving process.");
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
            output.WriteLine($"{queue}\tand {count - first.Count} more, which come later in the queue or are held by another process");
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

    // The text is not trusted, so no control characters reach the terminal.
    private static string Printable(string text) => string.Concat(text.Take(ShownCharacters).Select(c => char.IsControl(c) ? '.' : c));
}
