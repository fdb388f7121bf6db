using System.Text.Json;
using System.Text.Json.Serialization;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Privacy;
using BookingEngine.Queues;
using NodaTime;

namespace BookingEngine.Users.Passwords;

/// <summary>Takes the wish to recover an account. Whether there is such an account is looked up behind the queue, so that the answer and
/// its time tell nothing.</summary>
public sealed class RecoverPasswordHandler(IMessageQueue queue, LookupKey lookup)
{
    public async Task HandleAsync(EmailAddress email, CommandContext context, CancellationToken cancellation)
    {
        var wish = new RecoveryRequest(await lookup.HashAsync(email.Canonical, cancellation), context.CommitId.Value, context.CorrelationId);
        await queue.SendAsync(QueueNames.Recoveries, wish.ToJson());
    }
}

/// <summary>The message between; it names the address by keyed hash.</summary>
public sealed record RecoveryRequest(string AddressHash, Guid RequestId, string CorrelationId)
{
    public string ToJson() => JsonSerializer.Serialize(this, RecoveryJson.Default.RecoveryRequest);

    /// <exception cref="FormatException">The message is not one of ours.</exception>
    public static RecoveryRequest Parse(string message)
    {
        try
        {
            return JsonSerializer.Deserialize(message, RecoveryJson.Default.RecoveryRequest) ?? throw new FormatException("A recoveries message is an object.");
        }
        catch (JsonException e)
        {
            throw new FormatException("A recoveries message is a JSON object with address_hash, request_id and correlation_id.", e);
        }
    }
}

[JsonSerializable(typeof(RecoveryRequest))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
internal sealed partial class RecoveryJson : JsonSerializerContext;

/// <summary>Behind the queue: records the request on the account, if there is one. The mail follows from the event.</summary>
public sealed class BeginRecoveryHandler(CommandExecutor executor, IAddressClaims claims, LinkTokens tokens, IIds ids, TimeProvider time)
{
    public static readonly Duration TokenLifetime = Duration.FromMinutes(60);

    public async Task HandleAsync(RecoveryRequest wish, CancellationToken cancellation)
    {
        if (await claims.FindAsync(wish.AddressHash, cancellation) is not { } claim)
        {
            return;
        }

        var now = time.Now();
        var token = tokens.Create(LinkPurpose.ResetPassword, claim.UserId, wish.RequestId);
        var requested = new PasswordResetRequested(wish.RequestId, LinkTokens.Hash(token), now + TokenLifetime);

        // Not the request's id: a doubled message handled elsewhere at once decides at another instant, and is another commit.
        var context = new CommandContext(new CommitId(ids.Next()), now, null, wish.CorrelationId);
        await executor.ExecuteAsync<User>(claim.UserId.Stream, context, user => Request(user, requested), cancellation);
    }

    /// <summary>A newer request supersedes an older one; the same one again, from a doubled message, changes nothing.</summary>
    public static Decision Request(User user, PasswordResetRequested requested) =>
        user.Status is UserStatus.Registered && !user.HasRecordedReset(requested.RequestId) ? Decision.Of(requested) : Decision.Nothing;
}
