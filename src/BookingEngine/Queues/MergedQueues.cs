namespace BookingEngine.Queues;

/// <summary>Sends the messages of several small queues on one, <see cref="QueueNames.Work"/>. Each queue of the platform is one more group of instances that
/// starts cold, and one more to poll. Mails keep their own queue: a slow mail server must delay nothing else.</summary>
public sealed class MergedQueues(IMessageQueue queues) : IMessageQueue
{
    /// <summary>The queues whose messages are sent as work. Earlier versions used them, and what they left is still handled.</summary>
    public static IReadOnlyList<string> Merged { get; } = [QueueNames.RelaySignals, QueueNames.Recoveries, QueueNames.Moves, QueueNames.Claims];

    /// <summary>The kinds of work: the merged queues, and what never had a queue of its own.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. Merged, QueueNames.ExternalCalendars, QueueNames.Waitlist];

    public Task SendAsync(string queue, string message, TimeSpan visibleAfter = default) => Kinds.Contains(queue)
        ? queues.SendAsync(QueueNames.Work, new WorkMessage(queue, message).ToText(), visibleAfter)
        : queues.SendAsync(queue, message, visibleAfter);

    public Task<int> CountPoisonAsync(CancellationToken cancellation) => queues.CountPoisonAsync(cancellation);
}

/// <summary>A message of the work queue: the name of the queue that it would have alone, a space, and its text there.</summary>
public sealed record WorkMessage(string Queue, string Text)
{
    public string ToText() => $"{Queue} {Text}";

    /// <exception cref="FormatException">The message does not begin with a kind of work.</exception>
    public static WorkMessage Parse(string message) => message.Split(' ', 2) is [var queue, var text] && MergedQueues.Kinds.Contains(queue)
        ? new WorkMessage(queue, text)
        : throw new FormatException($"A message of the work queue must begin with one of {string.Join(", ", MergedQueues.Kinds)} and a space.");
}
