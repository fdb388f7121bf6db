using BookingEngine.Ports;
using BookingEngine.Telemetry;
using BookingEngine.Webhooks.Deliveries;
using BookingEngine.Webhooks.Endpoints;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace BookingEngine.Webhooks.Sending;

/// <summary>How many requests to one endpoint run at the same time.</summary>
public sealed record WebhookConcurrency(int PerEndpoint)
{
    public const int Default = 8, Maximum = 64;
}

/// <summary>Sends deliveries to their endpoint: several subjects at once, each in order.</summary>
public sealed class WebhookDelivering(
    EndpointReader endpoints, IWebhookDeliveries deliveries, WebhookSender sender, WebhookConditions conditions, EndWebhook ends, RetrySchedule schedule,
    WebhookConcurrency concurrency, TimeProvider time, ILogger<WebhookDelivering> logger)
{
    /// <summary>An endpoint that has failed for so long is disabled.</summary>
    public static readonly Duration LongestFailure = Duration.FromDays(5);

    /// <summary>After it an attempt counts as dead, and the next one may begin.</summary>
    private static readonly Duration MaximumAttempt = Duration.FromMinutes(1);

    private static readonly Duration Pause = Duration.FromSeconds(10), Moment = Duration.FromSeconds(1);

    /// <param name="due">Deliveries of one endpoint.</param>
    /// <param name="end">No attempt begins later.</param>
    public Task DeliverAsync(IReadOnlyList<WebhookDelivery> due, Instant end, CancellationToken cancellation)
    {
        var subjects = new Queue<IReadOnlyList<WebhookDelivery>>(due.GroupBy(d => d.IsResend ? d.Id : d.Subject)
            .Select(subject => subject.OrderBy(d => d.Sequence).ToList()));
        return Task.WhenAll(Enumerable.Range(0, Math.Min(concurrency.PerEndpoint, subjects.Count)).Select(_ => WorkAsync(subjects, end, cancellation)));
    }

    private async Task WorkAsync(Queue<IReadOnlyList<WebhookDelivery>> subjects, Instant end, CancellationToken cancellation)
    {
        while (TakeNext(subjects) is { } subject)
        {
            foreach (var delivery in subject)
            {
                if (time.Now() >= end)
                {
                    return;
                }

                if (!await TryAsync(delivery, cancellation))
                {
                    break; // the later ones about the same subject wait
                }
            }
        }
    }

    private static IReadOnlyList<WebhookDelivery>? TakeNext(Queue<IReadOnlyList<WebhookDelivery>> subjects)
    {
        lock (subjects)
        {
            return subjects.TryDequeue(out var next) ? next : null;
        }
    }

    /// <returns>Whether later deliveries about the subject may follow.</returns>
    private async Task<bool> TryAsync(WebhookDelivery delivery, CancellationToken cancellation)
    {
        var endpoint = await endpoints.FindAsync(delivery.EndpointId, cancellation);
        if (ReasonToSkip(endpoint, delivery) is { } reason)
        {
            return await deliveries.TryReplaceAsync(Next(delivery) with { State = WebhookDeliveryState.Skipped, SkippedBecause = reason });
        }

        if (await WaitsAsync(delivery, cancellation)
            || (await conditions.FindAsync(delivery.EndpointId, cancellation)).PausedUntil > time.Now())
        {
            return false;
        }

        var attempt = Next(delivery) with { Tries = delivery.Tries + 1, NextAt = time.Now() + MaximumAttempt };
        return await deliveries.TryReplaceAsync(attempt) && await SendAsync(attempt, endpoint!, cancellation);
    }

    private async Task<bool> SendAsync(WebhookDelivery attempt, WebhookEndpoint endpoint, CancellationToken cancellation)
    {
        var answer = await sender.SendAsync(attempt, endpoint, cancellation);
        var (ended, tried) = (time.Now(), Next(attempt.With(answer.Attempt)));
        EngineTelemetry.Webhooks.Add(1, new KeyValuePair<string, object?>("result", answer.IsSuccess ? "success" : answer.Attempt.Failure ?? $"{answer.Attempt.Status}"));
        if (answer.IsSuccess)
        {
            await conditions.SucceedAsync(endpoint.Id, cancellation);
            await deliveries.TryReplaceAsync(tried with { State = WebhookDeliveryState.Delivered });
            return true;
        }

        var delay = answer.IsGone ? null : schedule.DelayAfter(attempt.Tries, answer.RetryAfter);
        if (!answer.IsUnreadable)
        {
            await FailAsync(endpoint, answer, ended, cancellation);
        }

        await deliveries.TryReplaceAsync(delay is { } later
            ? tried with { NextAt = ended + later }
            : tried with { State = WebhookDeliveryState.Failed });
        if (delay is null)
        {
            logger.WebhookGivenUp(endpoint.Id, attempt.Id, attempt.Tries);
        }

        return delay is null;
    }

    private async Task FailAsync(WebhookEndpoint endpoint, WebhookAnswer answer, Instant now, CancellationToken cancellation)
    {
        Instant? pausedUntil = answer.IsBusy ? now + Duration.Min(answer.RetryAfter ?? Pause, Duration.FromHours(2)) : null;
        if (answer.HasLostSecrets)
        {
            logger.WebhookSecretsLost(endpoint.Id);
        }

        var condition = await conditions.FailAsync(endpoint.Id, now, pausedUntil, cancellation);
        if (answer.IsGone)
        {
            await DisableAsync(endpoint, "It answered 410 Gone.", cancellation);
        }
        else if (now - condition.FailingSince >= LongestFailure)
        {
            await DisableAsync(endpoint, "It failed for five days.", cancellation);
        }
    }

    private async Task DisableAsync(WebhookEndpoint endpoint, string because, CancellationToken cancellation)
    {
        await ends.DisableAsync(endpoint.Id, because, cancellation);
        logger.WebhookDisabled(endpoint.Id, because);
    }

    // A delivery waits for the earlier ones about its subject. It is due again after them.
    private async Task<bool> WaitsAsync(WebhookDelivery delivery, CancellationToken cancellation)
    {
        if (delivery.IsResend || delivery.Sequence == 1)
        {
            return false;
        }

        var earlier = (await deliveries.ListPendingAsync(delivery.EndpointId, delivery.Subject, cancellation))
            .Where(d => !d.IsResend && d.Sequence < delivery.Sequence).ToList();
        if (earlier.Count > 0)
        {
            await deliveries.TryReplaceAsync(Next(delivery) with { NextAt = Instant.Max(earlier.Min(d => d.NextAt), time.Now()) + Moment });
        }

        return earlier.Count > 0;
    }

    private static string? ReasonToSkip(WebhookEndpoint? endpoint, WebhookDelivery delivery) =>
        endpoint is null ? "endpoint_deleted"
        : !endpoint.Active ? "endpoint_inactive"
        : delivery.Type == WebhookEventTypes.WebhookTest.Name || endpoint.Wants(delivery.Type) ? null
        : "event_not_wanted";

    private static WebhookDelivery Next(WebhookDelivery delivery) => delivery with { Revision = delivery.Revision + 1 };
}
