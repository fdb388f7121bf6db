using System.Security.Cryptography;
using BookingEngine.Commands;
using BookingEngine.Ports;
using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.Idempotency;

/// <param name="Scope">Caller, route and key, as one text that no other three make.</param>
/// <param name="Content">What the request asks: its path, its query and a hash of its body's value.</param>
/// <param name="Bytes">The same with a hash of the body's bytes: what records of earlier versions hold.</param>
public sealed record IdempotentRequest(string Scope, string Content, string Bytes);

/// <summary>Sees to it that of all requests with one key one is carried out, and that all get its answer.</summary>
public sealed class IdempotentRequests(IIdempotencyRecords records, LookupKey lookup, IRandomBytes random)
{
    /// <summary>How long an attempt that does not answer holds the key.</summary>
    public static readonly Duration Lease = Duration.FromSeconds(30);

    /// <summary>Marks fingerprints of <see cref="IdempotentRequest.Content"/>. One without a mark is of <see cref="IdempotentRequest.Bytes"/>.</summary>
    private const string ContentMark = "2:";

    // Longer than an append waits for its store and than the clocks of two instances differ.
    private static readonly Duration Margin = Duration.FromSeconds(10);

    /// <summary>Begins an attempt, or tells why there is none to make.</summary>
    /// <param name="attempt">A new id for it.</param>
    public async Task<IdempotencyResult> BeginAsync(IdempotentRequest request, Guid attempt, Instant now, CancellationToken cancellation)
    {
        var key = await lookup.HashAsync($"idempotency key {request.Scope}", cancellation);
        var fingerprint = ContentMark + await FingerprintAsync(request.Content, cancellation);
        var seal = await SealOfAsync(request, key, cancellation);
        var first = new IdempotencyRecord(key, fingerprint, attempt, attempt, now, now + Lease, null);
        var standing = await records.AddAsync(first);
        if (standing.BegunAt + IdempotencyRecord.Retention <= now)
        {
            await records.DeleteAsync(standing); // the purge has not come by yet
            standing = await records.AddAsync(first);
        }

        return standing.HeldBy == attempt ? Attempt(standing, seal)
            : !await IsSameAsync(standing, fingerprint, request, cancellation) ? IdempotencyResult.Differs
            : standing.Answer is { } answer ? new IdempotencyResult(IdempotencyResultKind.Answered, Answer: Open(seal, answer))
            : standing.LeaseEnds > now ? IdempotencyResult.InUse(standing.LeaseEnds - now)
            : await TakeOverAsync(standing, attempt, now, seal);
    }

    /// <summary>Has every further request with this key be given this answer. False where another attempt has taken over meanwhile: it will
    /// give the answer, and this one must not.</summary>
    public Task<bool> AnswerAsync(IdempotencyLease held, string answer) =>
        records.TryReplaceAsync(held.Record, held.Record with { Answer = held.Seal.Encrypt(answer).Value });

    /// <summary>Lets the next request with this key be the next attempt: this one came to nothing, or nobody knows to what.</summary>
    public Task ReleaseAsync(IdempotencyLease held, Instant now) => records.TryReplaceAsync(held.Record, held.Record with { LeaseEnds = now });

    /// <summary>Forgets the key, after an attempt that certainly has done nothing. What an earlier attempt may have done is not forgotten.</summary>
    public Task DeleteAsync(IdempotencyLease held, Instant now) => held.Attempt.IsFirst ? records.DeleteAsync(held.Record) : ReleaseAsync(held, now);

    private async Task<bool> IsSameAsync(IdempotencyRecord standing, string fingerprint, IdempotentRequest request, CancellationToken cancellation) =>
        standing.Fingerprint == (standing.Fingerprint.StartsWith(ContentMark, StringComparison.Ordinal)
            ? fingerprint
            : await FingerprintAsync(request.Bytes, cancellation));

    private Task<string> FingerprintAsync(string content, CancellationToken cancellation) =>
        lookup.HashAsync($"idempotent request {content}", cancellation);

    private async Task<IdempotencyResult> TakeOverAsync(IdempotencyRecord dead, Guid attempt, Instant now, PersonalData.PersonKey seal)
    {
        var next = dead with { HeldBy = attempt, LeaseEnds = now + Lease };
        return await records.TryReplaceAsync(dead, next) ? Attempt(next, seal) : IdempotencyResult.InUse(Lease);
    }

    private static IdempotencyResult Attempt(IdempotencyRecord record, PersonalData.PersonKey seal)
    {
        var attempt = new CommandAttempt(record.HeldBy == record.CommitId, record.BegunAt, record.LeaseEnds - Margin);
        return new IdempotencyResult(IdempotencyResultKind.Attempt, new IdempotencyLease(record, attempt, seal));
    }

    // The key that seals an answer is made of what only the client has, and kept nowhere: who does not send the request again cannot open it.
    private async Task<PersonalData.PersonKey> SealOfAsync(IdempotentRequest request, string key, CancellationToken cancellation) =>
        new(key, Convert.FromHexString(await lookup.HashAsync($"idempotent answer {request.Scope}", cancellation)), random);

    private static string Open(PersonalData.PersonKey seal, string answer)
    {
        try
        {
            return seal.Decrypt(new Encrypted(answer));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            throw new InvalidOperationException("The answer to an idempotency key was altered in the store.", e);
        }
    }
}
