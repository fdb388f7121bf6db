using System.Security.Cryptography;
using BookingEngine.Commands;
using BookingEngine.Ports;
using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.Idempotency;

/// <param name="Scope">Caller, route and key as one unambiguous text.</param>
/// <param name="Content">The content of the request: its path, its query and a hash of its body's value.</param>
/// <param name="Bytes">The same, but with a hash of the body's bytes. Records of earlier versions have this.</param>
public sealed record IdempotentRequest(string Scope, string Content, string Bytes);

/// <summary>Runs only one of the requests with the same key, and gives all of them its answer.</summary>
public sealed class IdempotentRequests(IIdempotencyRecords records, LookupKey lookup, IRandomBytes random)
{
    /// <summary>How long an attempt holds the key without an answer.</summary>
    public static readonly Duration Lease = Duration.FromSeconds(30);

    /// <summary>The prefix of fingerprints of <see cref="IdempotentRequest.Content"/>. Those of <see cref="IdempotentRequest.Bytes"/> have
    /// none.</summary>
    private const string ContentMark = "2:";

    // Longer than an append waits for its store, and than the clocks of two instances differ.
    private static readonly Duration Margin = Duration.FromSeconds(10);

    /// <summary>Begins an attempt, or says why the caller must not run the request.</summary>
    /// <param name="attempt">A new id for the attempt.</param>
    public async Task<IdempotencyResult> BeginAsync(IdempotentRequest request, Guid attempt, Instant now, CancellationToken cancellation)
    {
        var key = await lookup.HashAsync($"idempotency key {request.Scope}", cancellation);
        var fingerprint = ContentMark + await FingerprintAsync(request.Content, cancellation);
        var encryptionKey = await EncryptionKeyAsync(request, key, cancellation);
        var first = new IdempotencyRecord(key, fingerprint, attempt, attempt, now, now + Lease, null);
        var current = await records.AddAsync(first);
        if (current.BegunAt + IdempotencyRecord.Retention <= now)
        {
            await records.DeleteAsync(current); // expired, but not purged yet
            current = await records.AddAsync(first);
        }

        return current.HeldBy == attempt ? Attempt(current, encryptionKey)
            : !await IsSameAsync(current, fingerprint, request, cancellation) ? IdempotencyResult.Differs
            : current.Answer is { } answer ? new IdempotencyResult(IdempotencyResultKind.Answered, Answer: Decrypt(encryptionKey, answer))
            : current.LeaseEnds > now ? IdempotencyResult.InUse(current.LeaseEnds - now)
            : await TakeOverAsync(current, attempt, now, encryptionKey);
    }

    /// <summary>Saves the answer for all requests with this key. False if another attempt has taken over: then only that one may
    /// answer.</summary>
    public Task<bool> AnswerAsync(IdempotencyLease lease, string answer) =>
        records.TryReplaceAsync(lease.Record, lease.Record with { Answer = lease.EncryptionKey.Encrypt(answer).Value });

    /// <summary>Lets the next request with this key start a new attempt: this one failed, or its outcome is unknown.</summary>
    public Task ReleaseAsync(IdempotencyLease lease, Instant now) => records.TryReplaceAsync(lease.Record, lease.Record with { LeaseEnds = now });

    /// <summary>Deletes the key after an attempt that certainly did nothing. If there was an earlier attempt, the key stays: that one may
    /// have done something.</summary>
    public Task DeleteAsync(IdempotencyLease lease, Instant now) => lease.Attempt.IsFirst ? records.DeleteAsync(lease.Record) : ReleaseAsync(lease, now);

    private async Task<bool> IsSameAsync(IdempotencyRecord current, string fingerprint, IdempotentRequest request, CancellationToken cancellation) =>
        current.Fingerprint == (current.Fingerprint.StartsWith(ContentMark, StringComparison.Ordinal)
            ? fingerprint
            : await FingerprintAsync(request.Bytes, cancellation));

    private Task<string> FingerprintAsync(string content, CancellationToken cancellation) =>
        lookup.HashAsync($"idempotent request {content}", cancellation);

    private async Task<IdempotencyResult> TakeOverAsync(IdempotencyRecord expired, Guid attempt, Instant now, PersonalData.PersonKey encryptionKey)
    {
        var next = expired with { HeldBy = attempt, LeaseEnds = now + Lease };
        return await records.TryReplaceAsync(expired, next) ? Attempt(next, encryptionKey) : IdempotencyResult.InUse(Lease);
    }

    private static IdempotencyResult Attempt(IdempotencyRecord record, PersonalData.PersonKey encryptionKey)
    {
        var attempt = new CommandAttempt(record.HeldBy == record.CommitId, record.BegunAt, record.LeaseEnds - Margin);
        return new IdempotencyResult(IdempotencyResultKind.Attempt, new IdempotencyLease(record, attempt, encryptionKey));
    }

    // The encryption key of an answer is derived from what only the client has, and is not stored. Without the client's request, nobody can
    // decrypt the answer.
    private async Task<PersonalData.PersonKey> EncryptionKeyAsync(IdempotentRequest request, string key, CancellationToken cancellation) =>
        new(key, Convert.FromHexString(await lookup.HashAsync($"idempotent answer {request.Scope}", cancellation)), random);

    private static string Decrypt(PersonalData.PersonKey encryptionKey, string answer)
    {
        try
        {
            return encryptionKey.Decrypt(new Encrypted(answer));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            throw new InvalidOperationException("The stored answer of an idempotency key was altered. Delete its record, or wait until it expires.", e);
        }
    }
}
