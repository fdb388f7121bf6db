using System.Diagnostics;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.Telemetry;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace BookingEngine.Notifications;

/// <summary>Sends one mail that was put down, once as far as anyone can tell: only a crash between the server's yes and our note of it
/// sends it again, under the same Message-ID.</summary>
public sealed class SendMailHandler(
    IDeliveries deliveries, IEventStore store, EventCatalogue catalogue, IEnumerable<IMailTemplate> templates, IMailSender sender,
    IMessageQueue queue, Backoff backoff, TimeProvider time, ILogger<SendMailHandler> logger)
{
    /// <summary>Longer than a try can take: after it the next may begin.</summary>
    private static readonly Duration TryLasts = Duration.FromMinutes(3);

    /// <exception cref="FormatException">There is no such delivery: the message is not ours.</exception>
    public async Task HandleAsync(string deliveryId, CancellationToken cancellation)
    {
        var delivery = await deliveries.FindAsync(deliveryId, cancellation) ?? throw new FormatException("A mails message names a delivery.");
        var now = time.Now();
        if (delivery.State is not DeliveryState.Pending || delivery.NextAt > now)
        {
            return; // done, or another's turn
        }

        var trying = delivery with { Attempts = delivery.Attempts + 1, NextAt = now + TryLasts };
        if (await deliveries.TryReplaceAsync(trying, delivery.Attempts))
        {
            await TryAsync(trying, cancellation);
        }
    }

    private async Task TryAsync(Delivery trying, CancellationToken cancellation)
    {
        var recorded = await ReadAsync(trying, cancellation);
        using var activity = EngineTelemetry.Start("send mail", ActivityKind.Producer, recorded.Metadata.Trace);
        var mail = await templates.Single(t => t.AppliesTo(recorded.Event)).ComposeAsync(recorded, cancellation);
        var result = mail is null ? default(SendResult?) : await sender.SendAsync(mail, cancellation);
        EngineTelemetry.Mails.Add(1, new KeyValuePair<string, object?>("result", result?.ToString() ?? "Moot"));
        var done = trying with { State = StateAfter(result, trying), NextAt = time.Now() };
        if (done.State is DeliveryState.Pending)
        {
            done = done with { NextAt = done.NextAt + backoff.DelayAfter(trying.Attempts) };
        }

        await deliveries.TryReplaceAsync(done, trying.Attempts);
        await FollowUpAsync(done);
    }

    private DeliveryState StateAfter(SendResult? result, Delivery trying) => result switch
    {
        null => DeliveryState.Dropped,
        SendResult.Sent => DeliveryState.Delivered,
        SendResult.Refused => DeliveryState.Failed,
        _ => time.Now() - trying.CreatedAt >= Backoff.GiveUpAfter ? DeliveryState.Failed : DeliveryState.Pending,
    };

    private async Task FollowUpAsync(Delivery done)
    {
        switch (done.State)
        {
            case DeliveryState.Delivered:
                logger.MailSent(done.Id, done.Attempts);
                break;
            case DeliveryState.Failed:
                logger.MailFailed(done.Id, done.Attempts);
                break;
            case DeliveryState.Pending:
                logger.MailRetried(done.Id, done.Attempts);
                await queue.SendAsync(QueueNames.Mails, done.Id, (done.NextAt - time.Now() + Duration.FromSeconds(1)).ToTimeSpan());
                break;
        }
    }

    private async Task<RecordedEvent> ReadAsync(Delivery delivery, CancellationToken cancellation)
    {
        var commits = await store.ReadAsync(delivery.Stream, delivery.Version - 1, 1, cancellation);
        return catalogue.Read(commits[0]).Single(e => e.Version == delivery.Version);
    }
}
