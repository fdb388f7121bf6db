using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;

namespace BookingEngine.Webhooks.Endpoints;

/// <summary>Deletes and disables endpoints, and asks for tests.</summary>
public sealed class EndWebhook(CommandExecutor executor, WebhookKeys keys, WebhookCache cache, IIds ids, TimeProvider time)
{
    /// <summary>Its secrets are erased. What waits for it is not sent.</summary>
    public async Task<Outcome<string>> DeleteAsync(string id, Precondition precondition, CommandContext context, CancellationToken cancellation)
    {
        var outcome = await executor.ExecuteAsync<WebhookEndpoints>(WebhookEndpoints.Stream, context, current => Delete(current, id, precondition), cancellation);
        cache.Invalidate();
        if (outcome.Refusal is { } refusal)
        {
            return refusal;
        }

        await keys.EraseAsync(id);
        return id;
    }

    /// <summary>Does nothing if the endpoint is inactive.</summary>
    /// <param name="because">For people.</param>
    public async Task DisableAsync(string id, string because, CancellationToken cancellation)
    {
        var context = new CommandContext(new CommitId(ids.Next()), time.Now(), Actor: null, $"webhook {id}");
        await executor.ExecuteAsync<WebhookEndpoints>(WebhookEndpoints.Stream, context, current => Disable(current, id, because), cancellation);
        cache.Invalidate();
    }

    /// <summary>Records that a test was asked for. Its delivery follows from the event.</summary>
    public async Task<Outcome<RecordedEvent>> TestAsync(string id, CommandContext context, CancellationToken cancellation)
    {
        var outcome = await executor.RecordAsync<WebhookEndpoints>(WebhookEndpoints.Stream, context, current => Test(current, id), cancellation);
        return outcome.IsRefused(out var refusal, out var recorded) ? refusal : recorded[0];
    }

    public static Decision Delete(WebhookEndpoints current, string id, Precondition precondition) => current.Of(id) switch
    {
        { Value: null } => CatalogueRefusals.NotFound,
        { Version: var version } when !precondition.IsMetBy(version) => CatalogueRefusals.Stale,
        { Value: var known } => Decision.Of(new WebhookDeleted(known with { Active = false, Headers = [], Secrets = [], Deleted = true })),
    };

    public static Decision Disable(WebhookEndpoints current, string id, string because) => current.Of(id).Value is { Active: true } known
        ? Decision.Of(new WebhookDisabled(known with { Active = false, DisabledBecause = because }))
        : Decision.Nothing;

    public static Decision Test(WebhookEndpoints current, string id) => current.Of(id).Value switch
    {
        null => CatalogueRefusals.NotFound,
        { Active: false } => WebhookRefusals.Inactive,
        _ => Decision.Of(new WebhookTested(id)),
    };
}
