using BookingEngine.Ports;
using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.Idempotency;

/// <summary>Marks what may be used once, such as the link in a mail.</summary>
public sealed class OneTimeUses(IIdempotencyRecords records, LookupKey lookup, IIds ids)
{
    /// <summary>Of all calls with a subject, concurrent ones included, exactly one gets true. The store decides that in one step. A mark is kept for
    /// <see cref="IdempotencyRecord.Retention"/>, so the subject must expire earlier.</summary>
    /// <param name="purpose">Calls with the purpose of the first one get true again. Null if no call does.</param>
    public async Task<bool> TryUseAsync(string subject, string? purpose, Instant now, CancellationToken cancellation)
    {
        var (key, use) = (await lookup.HashAsync($"used once {subject}", cancellation), ids.Next());
        var fingerprint = purpose is null ? "" : await lookup.HashAsync($"used for {purpose}", cancellation);
        var first = await records.AddAsync(new IdempotencyRecord(key, fingerprint, use, use, now, now, Answer: null));
        return first.HeldBy == use || (purpose is not null && first.Fingerprint == fingerprint);
    }
}
