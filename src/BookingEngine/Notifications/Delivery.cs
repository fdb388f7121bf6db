using System.Globalization;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline.Quiet;
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
    /// <summary>Which of the event's mails; null for a mail from when an event had one.</summary>
    public DeliveryKey? Key { get; init; }

    private static readonly Duration AfterDue = Duration.FromSeconds(1);

    /// <summary>Whether it was recorded so long before it is due that no message waits for it: the timer queues it shortly before.</summary>
    public bool IsQueuedByTimer => Attempts == 0 && NextAt - CreatedAt >= QuietCheck.MailsAhead;

    public string Id => IdOf(Stream, Version, Key);

    /// <summary>How long its message stays hidden, so that it comes when the mail is due.</summary>
    public TimeSpan HiddenAt(Instant now) => NextAt > now ? (NextAt - now + AfterDue).ToTimeSpan() : TimeSpan.Zero;

    public static string IdOf(StreamName stream, long version, DeliveryKey? key) => string.Create(
        CultureInfo.InvariantCulture, $"{stream}/{version}{(key is null ? "" : $"/{key.Kind}/{key.Ordinal}/{key.Recipient}")}");
}

/// <summary>Tells the mails of one event apart.</summary>
/// <param name="Kind">The name of a kind of mail.</param>
/// <param name="Ordinal">Tells several mails of the kind apart.</param>
/// <param name="Recipient">The recipient's user id. It has no slash.</param>
public sealed record DeliveryKey(string Kind, int Ordinal, string Recipient)
{
    /// <summary>The key in a delivery's id; null if it has none.</summary>
    public static DeliveryKey? Of(string deliveryId) => deliveryId.Split('/') is [_, _, var kind, var ordinal, var recipient]
        ? new DeliveryKey(kind, int.Parse(ordinal, NumberStyles.None, CultureInfo.InvariantCulture), recipient)
        : null;
}

/// <summary>The deliveries, each stored until it has ended.</summary>
public interface IDeliveries
{
    /// <summary>Saves the delivery unless its id exists.</summary>
    Task AddAsync(Delivery delivery);

    Task<Delivery?> FindAsync(string id, CancellationToken cancellation);

    /// <summary>Replaces the delivery if it is in the expected state and has begun <paramref name="expectedAttempts"/> tries.</summary>
    Task<bool> TryReplaceAsync(Delivery delivery, int expectedAttempts, DeliveryState expected = DeliveryState.Pending);

    /// <summary>Drops the pending deliveries of a stream. A try that runs meanwhile ends as dropped, even if it sends the mail.</summary>
    Task DropAsync(StreamName stream);

    /// <summary>Pending deliveries that were due before the instant, the longest overdue first.</summary>
    Task<IReadOnlyList<Delivery>> ListDueAsync(Instant dueBefore, int limit, CancellationToken cancellation);
}
