namespace BookingEngine.Queues;

/// <summary>Queues with at-least-once delivery, in no particular order.</summary>
public interface IMessageQueue
{
    /// <param name="visibleAfter">How long the message stays hidden at first.</param>
    Task SendAsync(string queue, string message, TimeSpan visibleAfter = default);

    /// <summary>The number of messages that became poison after too many tries, in all queues.</summary>
    Task<int> CountPoisonAsync(CancellationToken cancellation);
}

public static class QueueNames
{
    /// <summary>Stream names with their versions, from relay and sweep to the projector.</summary>
    public const string StreamAdvances = "stream-advances";

    /// <summary>Messages without content that start the relay after a command.</summary>
    public const string RelaySignals = "relay-wakeups";

    /// <summary>Requests to recover an account.</summary>
    public const string Recoveries = "recoveries";

    /// <summary>The ids of deliveries that are due.</summary>
    public const string Mails = "mails";

    /// <summary>The ids of endpoints that have something to be sent to them. Apart from mails: a slow receiver must delay nothing else.</summary>
    public const string Webhooks = "webhooks";

    /// <summary>Moves between calendars, delayed until each must have ended. A move that has not is then finished or undone.</summary>
    public const string Moves = "moves";

    /// <summary>The ids of customers and the streams of periods, delayed until a claim has expired; and the streams of erased persons, for the second
    /// look.</summary>
    public const string Claims = "claims";

    /// <summary>The ids of external calendars to read, hidden until each is due. Only a kind of work: it never was a queue.</summary>
    public const string ExternalCalendars = "external-calendars";

    /// <summary>What to look at in waitlists. Only a kind of work: it never was a queue.</summary>
    public const string Waitlist = "waitlist";

    /// <summary>The messages of signals, recoveries, moves, claims and external calendars, each with the name of its kind: see <see cref="MergedQueues"/>.</summary>
    public const string Work = "work";

    public static IReadOnlyList<string> All { get; } = [StreamAdvances, RelaySignals, Recoveries, Mails, Webhooks, Moves, Claims, Work];
}
