using System.Collections.Immutable;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Queues;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace BookingEngine.Waitlist;

/// <summary>Queues looks at waitlists. A message is the name of a stream: of a waitlist, of a service, or of a calendar. It says where something may have become
/// free. What is free, and for whom, is read when it arrives.</summary>
public sealed class WaitlistSignal(IMessageQueue queue, TimeProvider time, ILogger<WaitlistSignal> logger) : IAppendFollower
{
    /// <summary>At the very instant of an expiry the clock of another instance may be a little behind.</summary>
    private static readonly Duration Margin = Duration.FromSeconds(1);

    /// <param name="at">When to look; null for now.</param>
    public Task SendAsync(StreamName stream, Instant? at = null) => queue.SendAsync(
        QueueNames.Waitlist, stream.Value, at is { } due ? Duration.Max(due - time.Now() + Margin, Duration.Zero).ToTimeSpan() : TimeSpan.Zero);

    /// <summary>If the queue cannot be reached, this logs a warning: the timer looks at all waitlists.</summary>
    public async Task TrySendAsync(StreamName stream, Instant? at = null)
    {
        try
        {
            await SendAsync(stream, at);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            logger.WaitlistSignalFailed(stream.Value, e);
        }
    }

    public async Task FollowAsync(StreamName stream, ImmutableArray<RecordedEvent> recorded)
    {
        foreach (var at in recorded.Select(r => LookAt(r.Event)).OfType<Instant>().Distinct())
        {
            await TrySendAsync(stream, at == Instant.MinValue ? SoonestOf(stream) : at);
        }
    }

    // Until then other instances may know the service as it was.
    private Instant? SoonestOf(StreamName stream) => stream.Category == CataloguedService.Category ? time.Now() + CatalogueCache.Age : null;

    /// <summary>When the event may have freed a place; the least instant for at once, null for never. An event that nobody has thought of leads to a
    /// look.</summary>
    private static Instant? LookAt(IDomainEvent domainEvent) => domainEvent switch
    {
        HoldPlaced { Offer: not null } or HoldReleased { HasExpired: true } => null, // the waitlist's own
        HoldPlaced e => e.Expires,
        HoldExtended e => e.Expires,
        TimeKept e => e.Expires ?? Instant.MinValue, // a booking of several resources that has moved gives back its old time here
        BookingMade { HoldId: null, IsOverride: false } => null,
        TimeReserved or MoveReserved or DecisionWithdrawn or MoveWithdrawn => null,
        BookingApproved or BookingCompleted or NoShowRecorded or BookingHandedOver or ManageLinkIssued or ManageLinksRevoked or RezoneConflictFound => null,
        WaitlistOpened or WaitlistClosed or ServiceVersionRequired => null,
        _ => Instant.MinValue,
    };
}

internal static partial class WaitlistLog
{
    [LoggerMessage(1301, LogLevel.Warning, "No look at waitlists was queued after a change of {Stream}. The timer looks at all of them")]
    public static partial void WaitlistSignalFailed(this ILogger logger, string stream, Exception e);

    [LoggerMessage(1302, LogLevel.Warning, "The entry {Entry} is closed, but what follows from it is not done yet. The timer finishes it")]
    public static partial void EntryNotFinished(this ILogger logger, Guid entry, Exception e);

    [LoggerMessage(1303, LogLevel.Error, "A look at waitlists failed at {What}. It went on with the others, and is repeated")]
    public static partial void LookFailed(this ILogger logger, string what, Exception e);
}
