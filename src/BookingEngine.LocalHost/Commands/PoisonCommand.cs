using System.Globalization;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Infrastructure.Queues;
using BookingEngine.Queues;

namespace BookingEngine.LocalHost.Commands;

/// <summary>Shows the messages that were given up, or puts them back on their queues. Needs a storage account, and nothing else of the
/// deployment: the queues may be a function app's.</summary>
public static class PoisonCommand
{
    private const int Shown = 120;

    /// <param name="command"><c>poison list</c> or <c>poison put-back</c>.</param>
    /// <param name="queue">The only queue to look at; null for all.</param>
    public static async Task<int> RunAsync(string command, string? queue, SettingReader settings, TextWriter output, CancellationToken cancellation)
    {
        var storage = StorageSettings.Read(settings) ?? throw new SettingException(
            "AzureWebJobsStorage must be set: without it the queues, and what is poison on them, end with the process that serves.");
        var poison = new StoragePoison(new StorageQueueService(storage, StorageRetries.Default));
        var total = 0;
        foreach (var name in Chosen(queue))
        {
            total += command == "poison list"
                ? await ListAsync(poison, name, output, cancellation)
                : await PutBackAsync(poison, name, output, cancellation);
        }

        output.WriteLine($"{command}: {total} messages");
        return 0;
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
            output.WriteLine($"{queue}\tand {count - first.Count} more, which another is at or which come after these");
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

    private static IReadOnlyList<string> Chosen(string? queue) => queue switch
    {
        null => QueueNames.All,
        _ when QueueNames.All.Contains(queue) => [queue],
        _ => throw new SettingException($"--queue must be one of {string.Join(", ", QueueNames.All)}."),
    };

    // Anybody may have written it: nothing in it is to reach the terminal as a command.
    private static string Printable(string text) => string.Concat(text.Take(Shown).Select(c => char.IsControl(c) ? '.' : c));
}
