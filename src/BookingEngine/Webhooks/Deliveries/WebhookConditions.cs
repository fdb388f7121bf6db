using BookingEngine.Pipeline;
using NodaTime;

namespace BookingEngine.Webhooks.Deliveries;

/// <summary>Remembers how endpoints are doing, in one small value each.</summary>
public sealed class WebhookConditions(ICheckpoints checkpoints)
{
    /// <summary>The beginning of each value's name. The endpoint's id follows it.</summary>
    public const string Prefix = "webhook ";

    public async Task<WebhookCondition> FindAsync(string endpoint, CancellationToken cancellation) =>
        WebhookCondition.Parse(await checkpoints.FindAsync(NameOf(endpoint), cancellation));

    /// <summary>Writes only if something changes.</summary>
    /// <param name="change">May be called several times, because other attempts write as well.</param>
    public async Task<WebhookCondition> ChangeAsync(
        string endpoint, Func<WebhookCondition, WebhookCondition> change, CancellationToken cancellation)
    {
        while (true)
        {
            var stored = await checkpoints.FindAsync(NameOf(endpoint), cancellation);
            var current = WebhookCondition.Parse(stored);
            var next = change(current);
            if (next == current || await checkpoints.TryReplaceAsync(NameOf(endpoint), stored, next.ToJson()))
            {
                return next;
            }
        }
    }

    /// <summary>A failure. The clock starts with the first one since the last success.</summary>
    /// <param name="pausedUntil">Until when the whole endpoint is left alone; null if only this delivery waits.</param>
    public Task<WebhookCondition> FailAsync(string endpoint, Instant now, Instant? pausedUntil, CancellationToken cancellation) => ChangeAsync(
        endpoint,
        current => current with
        {
            FailingSince = current.FailingSince ?? now,
            PausedUntil = pausedUntil is { } until && !(current.PausedUntil >= until) ? until : current.PausedUntil,
        },
        cancellation);

    public Task SucceedAsync(string endpoint, CancellationToken cancellation) =>
        ChangeAsync(endpoint, current => current with { FailingSince = null }, cancellation);

    /// <summary>Forgets everything: the endpoint begins anew.</summary>
    public Task ResetAsync(string endpoint, CancellationToken cancellation) => ChangeAsync(endpoint, _ => WebhookCondition.Unknown, cancellation);

    private static string NameOf(string endpoint) => Prefix + endpoint;
}
