using System.Text.Json;
using System.Text.Json.Serialization;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Privacy;
using BookingEngine.Queues;
using NodaTime;

namespace BookingEngine.Users.Passwords;

/// <summary>Queues a request to recover an account. The queue's handler looks up the account, so neither the answer nor its time reveals
/// whether it exists.</summary>
public sealed class RecoverPasswordHandler(IMessageQueue queue, LookupKey lookup)
{
    public async Task HandleAsync(EmailAddress email, CommandContext context, CancellationToken cancellation)
    {
        var request = new RecoveryRequest(await lookup.HashAsync(email.Canonical, cancellation), context.CommitId.Value, context.CorrelationId);
        await queue.SendAsync(QueueNames.Recoveries, request.ToJson());
    }
}

/// <summary>The queued message. It has the address only as a keyed hash.</summary>
public sealed record RecoveryRequest(string AddressHash, Guid RequestId, string CorrelationId)
{
    public string ToJson() => JsonSerializer.Serialize(this, RecoveryJson.Default.RecoveryRequest);

    /// <exception cref="FormatException">The message is not valid.</exception>
    public static RecoveryRequest Parse(string message)
    {
        try
        {
            return JsonSerializer.Deserialize(message, RecoveryJson.Default.RecoveryRequest)
                ?? throw new FormatException("A message of the recoveries queue must be a JSON object.");
        }
        catch (JsonException e)
        {
            throw new FormatException("A message of the recoveries queue must be a JSON object with address_hash, request_id and correlation_id.", e);
        }
    }
}

[JsonSerializable(typeof(RecoveryRequest))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
internal sealed partial class RecoveryJson : JsonSerializerContext;

/// <summary>Handles queued requests. Records the request on the account, if it exists. The mail follows from the event.</summary>
public sealed class BeginRecoveryHandler(CommandExecutor executor, IAddressClaims claims, LinkTokens tokens, IIds ids, TimeProvider time)
{
    public static readonly Duration TokenLifetime = Duration.FromMinutes(60);

    public async Task HandleAsync(RecoveryRequest request, CancellationToken cancellation)
    {
        if (await claims.FindAsync(request.AddressHash, cancellation) is not { } claim)
        {
            return;
        }

        var now = time.Now();
        var token = tokens.Create(LinkPurpose.ResetPassword, claim.UserId, request.RequestId);
        var requested = new PasswordResetRequested(request.RequestId, LinkTokens.Hash(token), now + TokenLifetime);

        // A new commit id, not the request's: a duplicate message is handled at another time, so its commit has other content.
        var context = new CommandContext(new CommitId(ids.Next()), now, null, request.CorrelationId);
        await executor.ExecuteAsync<User>(claim.UserId.Stream, context, user => Request(user, requested), cancellation);
    }

    /// <summary>A newer request replaces an older one. A duplicate message changes nothing.</summary>
    public static Decision Request(User user, PasswordResetRequested requested) =>
        user.Status is UserStatus.Registered && !user.HasRecordedReset(requested.RequestId) ? Decision.Of(requested) : Decision.Nothing;
}
