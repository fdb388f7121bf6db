namespace BookingEngine.Queues;

/// <summary>Queues with delivery at least once, in no particular order. A sent message is durable as far as the queue is.</summary>
public interface IMessageQueue
{
    /// <param name="visibleAfter">How long the message stays hidden first.</param>
    Task SendAsync(string queue, string message, TimeSpan visibleAfter = default);

    /// <summary>Messages that were given up after too many tries, over all queues.</summary>
    Task<int> CountPoisonAsync(CancellationToken cancellation);
}

public static class QueueNames
{
    /// <summary>Carries stream names with their versions from relay and sweep to the projector.</summary>
    public const string StreamAdvances = "stream-advances";

    /// <summary>Carries an empty nudge from commands to the relay.</summary>
    public const string RelayWakeUps = "relay-wakeups";

    /// <summary>Carries wishes to recover an account.</summary>
    public const string Recoveries = "recoveries";

    /// <summary>Carries the ids of deliveries that are due.</summary>
    public const string Mails = "mails";

    /// <summary>Carries moves of bookings between calendars, late: by then they have come to their end, or are brought to it.</summary>
    public const string Moves = "moves";

    /// <summary>Carries the ids of customers whose claims have expired by then.</summary>
    public const string Claims = "claims";

    public static IReadOnlyList<string> All { get; } = [StreamAdvances, RelayWakeUps, Recoveries, Mails, Moves, Claims];
}
