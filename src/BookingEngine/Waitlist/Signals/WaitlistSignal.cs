using System.Collections.Immutable;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.Transfers;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace BookingEngine.Waitlist.Signals;

/// <summary>Queues looks at waitlists: where something may have become free, now or at an instant. What is free, and for whom, is read when the message arrives.
/// A look that this process has queued, and that cannot have begun, does for all that ask for the same.</summary>
public sealed class WaitlistSignal(IMessageQueue queue, TimeProvider time, ILogger<WaitlistSignal> logger) : IAppendFollower
{
    /// <summary>At the very instant of an expiry the clock of another instance may be a little behind.</summary>
    private static readonly Duration Margin = Duration.FromSeconds(1);

    /// <summary>How long the message for one recovery does for others of the same waitlist. With <see cref="Margin"/> and
    /// <see cref="JointDecisions.RecoveryDelay"/> less than half a minute.</summary>
    private static readonly Duration RecoveryCovers = Duration.FromSeconds(8);

    private readonly QueuedLooks _queued = new();

    /// <param name="at">When to look; null for now, or a second after the last look.</param>
    public Task SendAsync(StreamName stream, Instant? at = null) => SendAsync(new LookRequest(stream), at);

    public Task SendAsync(LookRequest request, Instant? at = null) => SendAsync(request, at, Duration.Zero);

    /// <summary>If the queue cannot be reached, this logs a warning: the timer looks at all waitlists.</summary>
    public Task TrySendAsync(StreamName stream, Instant? at = null) => TryAsync(stream, () => SendAsync(stream, at));

    /// <summary>For what an act leaves that begins now and crashes.</summary>
    public Task SendRecoveryAsync(LookRequest request) => SendAsync(request, time.Now() + JointDecisions.RecoveryDelay, RecoveryCovers);

    /// <inheritdoc cref="TrySendAsync"/>
    public Task TrySendRecoveryAsync(StreamName stream) => TryAsync(stream, () => SendRecoveryAsync(new LookRequest(stream)));

    public async Task FollowAsync(StreamName stream, ImmutableArray<RecordedEvent> recorded)
    {
        foreach (var at in recorded.Select(r => LookAt(r.Event)).OfType<Instant>().Distinct())
        {
            await TrySendAsync(stream, at == Instant.MinValue ? SoonestOf(stream) : at);
        }
    }

    private async Task SendAsync(LookRequest request, Instant? at, Duration covers)
    {
        var (text, now) = (request.ToText(), time.Now());
        var (look, isNew) = at + Margin is { } due && now < due ? _queued.Join(text, now, due, due + covers) : _queued.JoinNext(text, now);
        if (isNew)
        {
            await SendAsync(text, look, look.At - now);
        }
        else
        {
            await look.Sent;
        }
    }

    private async Task SendAsync(string text, QueuedLook look, Duration delay)
    {
        try
        {
            await queue.SendAsync(QueueNames.Waitlist, text, delay.ToTimeSpan());
            look.End();
        }
        catch (Exception e)
        {
            _queued.Remove(text, look);
            look.Fail(e);
            throw;
        }
    }

    private async Task TryAsync(StreamName stream, Func<Task> send)
    {
        try
        {
            await send();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            logger.WaitlistSignalFailed(stream.Value, e);
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
        LimitClaimed or LimitConfirmed { Time.IsOffer: true } or LimitWithdrawn { IsOffer: true } => null,
        LimitConfirmed { Time.Until: { } until } => until,
        WaitlistOpened or WaitlistClosed or ServiceVersionRequired => null,
        _ => Instant.MinValue,
    };
}
