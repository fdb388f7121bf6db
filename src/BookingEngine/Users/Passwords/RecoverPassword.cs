using System.Text.Json;
using System.Text.Json.Serialization;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.RateLimiting;
using NodaTime;

namespace BookingEngine.Users.Passwords;

/// <summary>Queues a request to recover an account. The queue's handler looks up the account, so neither the answer nor its time reveals
/// whether it exists.</summary>
public sealed class RecoverPasswordHandler(IMessageQueue queue, AddressLookup addresses)
{
    public async Task HandleAsync(EmailAddress email, CommandContext context, CancellationToken cancellation)
    {
        var address = await addresses.HashAsync(email, cancellation);
        var request = new RecoveryRequest(address.Current, context.CommitId.Value, context.CorrelationId) { FormerAddressHash = address.Former };
        await queue.SendAsync(QueueNames.Recoveries, request.ToJson());
    }
}

/// <summary>The queued message. It has the address only as keyed hashes.</summary>
public sealed record RecoveryRequest(string AddressHash, Guid RequestId, string CorrelationId)
{
    /// <summary>The hash of the former form of the address; null if it is the same.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? FormerAddressHash { get; init; }

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
/// <remarks>An account gets as many mails as a client address may ask for, from all clients together, so that nobody floods a mailbox from many addresses.</remarks>
public sealed class BeginRecoveryHandler(
    CommandExecutor executor, AddressLookup addresses, LinkTokens tokens, RateLimits limits, IIds ids, TimeProvider time)
{
    public static readonly Duration TokenLifetime = Duration.FromMinutes(60);

    public async Task HandleAsync(RecoveryRequest request, CancellationToken cancellation)
    {
        if (await addresses.FindAsync(new AddressHashes(request.AddressHash, request.FormerAddressHash), cancellation) is not { User: { Id: var user } account }
            || account.HasRecordedReset(request.RequestId))
        {
            return;
        }

        var now = time.Now();
        if (await limits.CountAsync(RateLimitName.Recover, $"account {user}", now, cancellation) is { IsExceeded: true })
        {
            return;
        }

        var token = tokens.Create(LinkPurpose.ResetPassword, user, request.RequestId);
        var requested = new PasswordResetRequested(request.RequestId, LinkTokens.Hash(token), now + TokenLifetime);

        // A new commit id, not the request's: a duplicate message is handled at another time, so its commit has other content.
        var context = new CommandContext(new CommitId(ids.Next()), now, null, request.CorrelationId);
        await executor.ExecuteAsync<User>(user.Stream, context, current => Request(current, requested), cancellation);
    }

    /// <summary>A newer request replaces an older one. A duplicate message changes nothing.</summary>
    public static Decision Request(User user, PasswordResetRequested requested) =>
        user.Status is UserStatus.Registered && !user.HasRecordedReset(requested.RequestId) ? Decision.Of(requested) : Decision.Nothing;
}
