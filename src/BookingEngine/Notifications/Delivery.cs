using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Notifications;

public enum DeliveryState
{
    Pending,
    Delivered,

    /// <summary>Nothing to send any more: the person was erased, or the link has expired.</summary>
    Dropped,

    /// <summary>The receiver refused it for good, or it was given up after a day.</summary>
    Failed,
}

/// <summary>A mail to send because of one event, and its state. It stores no content: each try composes the mail from the event.</summary>
/// <param name="Attempts">How many tries have begun. Every update is conditional on it.</param>
/// <param name="NextAt">When to try again. While a try runs: when that try counts as dead.</param>
public sealed record Delivery(
    StreamName Stream, long Version, DeliveryState State, int Attempts, Instant CreatedAt, Instant NextAt)
{
    /// <summary>One delivery per event.</summary>
    public string Id => $"{Stream}/{Version}";
}

/// <summary>The deliveries, each stored until it has ended.</summary>
public interface IDeliveries
{
    /// <summary>Saves the delivery unless its id exists.</summary>
    Task AddAsync(Delivery delivery);

    Task<Delivery?> FindAsync(string id, CancellationToken cancellation);

    /// <summary>Replaces the delivery if it is pending and has begun <paramref name="expectedAttempts"/> tries.</summary>
    Task<bool> TryReplaceAsync(Delivery delivery, int expectedAttempts);

    /// <summary>Drops the pending deliveries of a stream. A try that runs meanwhile ends as dropped, even if it sends the mail.</summary>
    Task DropAsync(StreamName stream);

    /// <summary>Pending deliveries that were due before the instant, the longest overdue first.</summary>
    Task<IReadOnlyList<Delivery>> ListDueAsync(Instant dueBefore, int limit, CancellationToken cancellation);
}
