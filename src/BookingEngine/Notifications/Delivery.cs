using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Notifications;

public enum DeliveryState
{
    Pending,
    Delivered,

    /// <summary>Nobody to deliver to any more, or nothing left to say.</summary>
    Dropped,

    /// <summary>Refused for good by the receiver, or given up after a day.</summary>
    Failed,
}

/// <summary>Something to be sent because of one event, and how far that has got. It holds nothing that is sent: that is composed anew
/// from the event at each try.</summary>
/// <param name="Attempts">How many tries have begun; also what guards every change.</param>
/// <param name="NextAt">When it is to be tried again, or, while a try is under way, when that counts as dead.</param>
public sealed record Delivery(
    StreamName Stream, long Version, DeliveryState State, int Attempts, Instant CreatedAt, Instant NextAt)
{
    /// <summary>The event that it is for: one delivery an event.</summary>
    public string Id => $"{Stream}/{Version}";
}

/// <summary>What is to be sent, kept until it was.</summary>
public interface IDeliveries
{
    /// <summary>Puts it down unless it is there already.</summary>
    Task AddAsync(Delivery delivery);

    Task<Delivery?> FindAsync(string id, CancellationToken cancellation);

    /// <summary>Replaces the delivery where it is pending and has begun as many tries as <paramref name="expectedAttempts"/>.</summary>
    Task<bool> TryReplaceAsync(Delivery delivery, int expectedAttempts);

    /// <summary>Pending deliveries that were due before the instant, the longest due first.</summary>
    Task<IReadOnlyList<Delivery>> ListDueAsync(Instant dueBefore, int limit, CancellationToken cancellation);
}
