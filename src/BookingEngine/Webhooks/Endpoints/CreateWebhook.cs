using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Outbound;

namespace BookingEngine.Webhooks.Endpoints;

/// <summary>The fields of an endpoint that administrators write.</summary>
/// <param name="Headers">By name. A null value keeps the present one.</param>
public sealed record WebhookFields(
    string Url, ImmutableArray<string> Events, string? Description, bool Active, bool IncludesPersonal, IReadOnlyDictionary<string, string?> Headers)
{
    /// <summary>The first event that does not exist; null if all do.</summary>
    public string? UnknownEvent => Events.FirstOrDefault(name => !WebhookEventTypes.Names.Contains(name));
}

/// <param name="Secret">In clear: it is shown this once.</param>
public sealed record CreatedWebhook(Definition<WebhookEndpoint> Definition, string Secret);

public sealed class CreateWebhookHandler(CommandExecutor executor, WebhookAddresses addresses, WebhookKeys keys, WebhookCache cache)
{
    public async Task<Outcome<CreatedWebhook>> HandleAsync(WebhookFields fields, CommandContext context, CancellationToken cancellation)
    {
        if (fields.UnknownEvent is { } unknown)
        {
            return WebhookRefusals.UnknownEvent(unknown);
        }

        if (await addresses.ReadAsync(fields, cancellation) is not { } url)
        {
            return WebhookRefusals.AddressRefused;
        }

        var id = CatalogueIdRules.Of(context.CommitId.Derive("webhook"));
        var key = (await keys.ForAsync(id, cancellation))!;
        var endpoint = new WebhookEndpoint(
            id, url, fields.Events, fields.Description, fields.Active, fields.IncludesPersonal, [.. fields.Headers.Where(h => h.Value is not null)
                .Select(h => new WebhookHeader(h.Key, key.Encrypt(h.Value!)))],
            [new WebhookSecret(key.Encrypt(keys.NewSecret()), null)], context.Now);
        var outcome = await executor.RecordAsync<WebhookEndpoints>(
            WebhookEndpoints.Stream, context, current => Create(current, endpoint, fields), cancellation);
        cache.Invalidate();

        // An earlier attempt may have recorded it, with another secret.
        return outcome.IsRefused(out var refusal, out var recorded) ? refusal
            : Definition<WebhookEndpoint>.CreatedBy(recorded) is var created
                ? new CreatedWebhook(created, key.Decrypt(created.Value!.Secrets[0].Value))
                : throw new InvalidOperationException("A creation has a definition.");
    }

    public static Decision Create(WebhookEndpoints current, WebhookEndpoint endpoint, WebhookFields fields) =>
        current.All.Count >= WebhookEndpoints.Maximum ? WebhookRefusals.TooMany
        : fields.Headers.Any(header => header.Value is null) ? WebhookRefusals.HeaderUnknown
        : WebhookEndpoints.Kind.Create(current.Of(endpoint.Id), new WebhookCreated(endpoint));
}

/// <summary>Checks addresses that administrators give.</summary>
public sealed class WebhookAddresses(OutboundPolicy policy, IOutboundHttp http)
{
    /// <summary>The address in its normal form; null if nothing may be sent there. The name of an inactive endpoint is not looked up: it must be possible to
    /// stop sending to a name that is gone.</summary>
    public async Task<string?> ReadAsync(WebhookFields fields, CancellationToken cancellation) =>
        policy.Read(fields.Url) is { } address && (!fields.Active || await http.IsReachableAsync(address, cancellation)) ? address.Value.AbsoluteUri : null;
}
