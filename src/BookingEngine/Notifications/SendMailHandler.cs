using System.Diagnostics;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.Telemetry;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace BookingEngine.Notifications;

/// <summary>Sends the mail of a delivery once. Only a crash between the server's acceptance and our update sends it again, with the same
/// Message-ID. A mail that is sent at most once is not sent again even then.</summary>
public sealed class SendMailHandler(
    IDeliveries deliveries, IEventStore store, EventCatalogue catalogue, IEnumerable<IMailTemplate> templates, IMailSender sender,
    IMessageQueue queue, Backoff backoff, TimeProvider time, ILogger<SendMailHandler> logger)
{
    /// <summary>The time limit of a try. After it the next try may begin.</summary>
    private static readonly Duration MaximumTryTime = Duration.FromMinutes(3);

    /// <summary>What must be left of it when sending begins.</summary>
    private static readonly Duration SendTime = Duration.FromMinutes(2);

    /// <exception cref="FormatException">There is no such delivery.</exception>
    public async Task HandleAsync(string deliveryId, CancellationToken cancellation)
    {
        var delivery = await deliveries.FindAsync(deliveryId, cancellation) ?? throw new FormatException("A message of the mails queue must be the id of a delivery.");
        var now = time.Now();
        if (delivery.State is not DeliveryState.Pending || delivery.NextAt > now)
        {
            return; // ended, or another try is due later or running
        }

        var attempt = delivery with { Attempts = delivery.Attempts + 1, NextAt = now + MaximumTryTime };
        if (await deliveries.TryReplaceAsync(attempt, delivery.Attempts))
        {
            await TryAsync(attempt, cancellation);
        }
    }

    private async Task TryAsync(Delivery attempt, CancellationToken cancellation)
    {
        var recorded = await ReadAsync(attempt, cancellation);
        using var activity = EngineTelemetry.Start("send mail", ActivityKind.Producer, recorded.Metadata.Trace);
        var template = TemplateOf(attempt, recorded.Event);
        var composed = await template.ComposeAsync(recorded, attempt, cancellation);
        if (composed.Mail is not null && time.Now() > attempt.NextAt - SendTime)
        {
            return; // composing took so long that the next try could send the mail as well; the sweep begins that try
        }

        var noted = template.IsSentAtMostOnce && composed.Mail is not null ? DeliveryState.Delivered : DeliveryState.Pending;
        if (noted is DeliveryState.Delivered && !await deliveries.TryReplaceAsync(attempt with { State = noted }, attempt.Attempts))
        {
            return; // dropped meanwhile
        }

        var result = composed.Mail is { } mail ? await sender.SendAsync(mail, cancellation) : composed.MustWait ? SendResult.TryLater : default(SendResult?);
        await NoteAsync(attempt, noted, result, template, composed);
    }

    private async Task NoteAsync(Delivery attempt, DeliveryState noted, SendResult? result, IMailTemplate template, ComposedMail composed)
    {
        EngineTelemetry.Mails.Add(1, new KeyValuePair<string, object?>("result", result?.ToString() ?? (composed.IsLate ? "Late" : "Moot")));
        var updated = attempt with { State = StateAfter(result, attempt, template), NextAt = time.Now() };
        if (updated.State is DeliveryState.Pending)
        {
            updated = updated with { NextAt = updated.NextAt + backoff.DelayAfter(attempt.Attempts) };
        }

        if (updated.State != noted || noted is DeliveryState.Pending)
        {
            await deliveries.TryReplaceAsync(updated, attempt.Attempts, noted);
        }

        if (composed.IsLate)
        {
            logger.MailLate(updated.Id);
        }

        await FollowUpAsync(updated);
    }

    private IMailTemplate TemplateOf(Delivery delivery, IDomainEvent domainEvent) => delivery.Key is { } key
        ? templates.Single(t => t.Kind.Name == key.Kind)
        : templates.Single(t => t.IsOnlyMail && t.AppliesTo(domainEvent));

    // A mail that is sent at most once is given up by its template, when it is late.
    private DeliveryState StateAfter(SendResult? result, Delivery attempt, IMailTemplate template) => result switch
    {
        null => DeliveryState.Dropped,
        SendResult.Sent => DeliveryState.Delivered,
        SendResult.Refused => DeliveryState.Failed,
        SendResult.Unknown when template.IsSentAtMostOnce => DeliveryState.Failed,
        _ when template.IsSentAtMostOnce => DeliveryState.Pending,
        _ => time.Now() - attempt.CreatedAt >= Backoff.GiveUpAfter ? DeliveryState.Failed : DeliveryState.Pending,
    };

    private async Task FollowUpAsync(Delivery updated)
    {
        switch (updated.State)
        {
            case DeliveryState.Delivered:
                logger.MailSent(updated.Id, updated.Attempts);
                break;
            case DeliveryState.Failed:
                logger.MailFailed(updated.Id, updated.Attempts);
                break;
            case DeliveryState.Pending:
                logger.MailRetried(updated.Id, updated.Attempts);
                await queue.SendAsync(QueueNames.Mails, updated.Id, (updated.NextAt - time.Now() + Duration.FromSeconds(1)).ToTimeSpan());
                break;
        }
    }

    private async Task<RecordedEvent> ReadAsync(Delivery delivery, CancellationToken cancellation)
    {
        var commit = await store.FindAtAsync(delivery.Stream, delivery.Version, cancellation);
        return catalogue.ReadAt(commit!, delivery.Version)!;
    }
}
