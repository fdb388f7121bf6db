using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.Webhooks.Endpoints;

/// <param name="Overlap">How long the present secret signs beside the new one.</param>
public sealed record RotateSecret(string Id, Duration Overlap);

/// <param name="Secret">In clear: it is shown this once.</param>
/// <param name="PreviousUntil">When the former secret ends.</param>
public sealed record RotatedSecret(string Secret, Instant PreviousUntil);

/// <summary>Gives an endpoint a new secret. Each attempt at a delivery is signed with what is valid then.</summary>
public sealed class RotateSecretHandler(CommandExecutor executor, WebhookKeys keys, WebhookCache cache)
{
    /// <summary>With more rotations in a short time, the oldest secrets end early.</summary>
    private const int MaximumSecrets = 5;

    public async Task<Outcome<RotatedSecret>> HandleAsync(RotateSecret command, CommandContext context, CancellationToken cancellation)
    {
        if (await keys.FindAsync(command.Id, cancellation) is not { } key)
        {
            return CatalogueRefusals.NotFound;
        }

        var encrypted = key.Encrypt(keys.NewSecret());
        var outcome = await executor.RecordAsync<WebhookEndpoints>(
            WebhookEndpoints.Stream, context, current => Rotate(current, command, encrypted, context.Now), cancellation);
        cache.Invalidate();
        if (outcome.IsRefused(out var refusal, out var recorded))
        {
            return refusal;
        }

        // An earlier attempt may have recorded it, with another secret.
        var rotated = ((WebhookSecretRotated)recorded[0].Event).Definition;
        return new RotatedSecret(
            key.Decrypt(rotated.Secrets[0].Value),
            rotated.Secrets is [_, { Until: { } until }, ..] ? until : recorded[0].Metadata.RecordedAt);
    }

    public static Decision Rotate(WebhookEndpoints current, RotateSecret command, Encrypted secret, Instant now)
    {
        if (current.Of(command.Id).Value is not { } known)
        {
            return CatalogueRefusals.NotFound;
        }

        var until = now + command.Overlap;
        var earlier = known.Secrets.Select(s => s with { Until = s.Until is { } ends ? Instant.Min(ends, until) : until }).Where(s => s.IsValidAt(now));
        ImmutableArray<WebhookSecret> secrets = [new(secret, null), .. earlier.Take(MaximumSecrets - 1)];
        return Decision.Of(new WebhookSecretRotated(known with { Secrets = secrets }));
    }
}
