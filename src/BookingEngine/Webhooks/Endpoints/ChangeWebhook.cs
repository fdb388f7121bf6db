using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.Webhooks.Endpoints;

/// <param name="Fields">The complete new fields.</param>
public sealed record ChangeWebhook(string Id, WebhookFields Fields, Precondition Precondition);

public sealed class ChangeWebhookHandler(CommandExecutor executor, WebhookAddresses addresses, WebhookKeys keys, WebhookCache cache)
{
    public async Task<Outcome<Definition<WebhookEndpoint>>> HandleAsync(ChangeWebhook command, CommandContext context, CancellationToken cancellation)
    {
        if (command.Fields.UnknownEvent is { } unknown)
        {
            return WebhookRefusals.UnknownEvent(unknown);
        }

        if (await addresses.ReadAsync(command.Fields, cancellation) is not { } url)
        {
            return WebhookRefusals.AddressRefused;
        }

        // Without a key there is no such endpoint, and no value to encrypt.
        var key = await keys.FindAsync(command.Id, cancellation);
        var headers = key is null ? [] : command.Fields.Headers.ToDictionary(h => h.Key, h => h.Value is { } value ? key.Encrypt(value) : default(Encrypted?));
        var outcome = await executor.ExecuteAsync<WebhookEndpoints>(
            WebhookEndpoints.Stream, context,
            current => Change(current, command with { Fields = command.Fields with { Url = url } }, headers, context.Now), cancellation);
        cache.Invalidate();
        return outcome.IsRefused(out var refusal, out var changed) ? refusal : changed.Of(command.Id);
    }

    /// <param name="headers">By name; null to keep the present value.</param>
    public static Decision Change(
        WebhookEndpoints current, ChangeWebhook command, IReadOnlyDictionary<string, Encrypted?> headers, Instant now)
    {
        if (current.Of(command.Id) is not { Value: { } known } definition)
        {
            return CatalogueRefusals.NotFound;
        }

        var kept = known.Headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase);
        if (headers.Any(header => header.Value is null && !kept.ContainsKey(header.Key)))
        {
            return WebhookRefusals.HeaderUnknown;
        }

        var fields = command.Fields;
        var next = known with
        {
            Url = fields.Url,
            Events = fields.Events,
            Description = fields.Description,
            Active = fields.Active,
            IncludesPersonal = fields.IncludesPersonal,
            Headers = [.. headers.Select(header => new WebhookHeader(header.Key, header.Value ?? kept[header.Key]))],
            Since = fields.Active && !known.Active ? now : known.Since,
            DisabledBecause = fields.Active ? null : known.DisabledBecause,
        };
        return WebhookEndpoints.Kind.Change(definition, command.Precondition, new WebhookChanged(next));
    }
}
