using BookingEngine.Idempotency;
using NodaTime;

namespace BookingEngine.Tests.InMemory;

public sealed class InMemoryIdempotencyRecords(Dictionary<string, IdempotencyRecord> records, Step step) : IIdempotencyRecords
{
    public Task<IdempotencyRecord> AddAsync(IdempotencyRecord record) => step.AroundAsync("add idempotency record", () =>
    {
        records.TryAdd(record.Key, record);
        return records[record.Key];
    });

    public Task<bool> TryReplaceAsync(IdempotencyRecord held, IdempotencyRecord next) => step.AroundAsync("replace idempotency record", () =>
    {
        var isExpected = records.GetValueOrDefault(held.Key) is { Answer: null } current && current.HeldBy == held.HeldBy;
        if (isExpected)
        {
            records[held.Key] = next;
        }

        return isExpected;
    });

    public Task DeleteAsync(IdempotencyRecord held) => step.AroundAsync("forget idempotency record", () =>
        records.GetValueOrDefault(held.Key)?.HeldBy == held.HeldBy && records.Remove(held.Key));

    public Task<int> PurgeAsync(Instant begunBefore) => step.AroundAsync("purge idempotency records", () =>
        records.Values.Where(r => r.BegunAt < begunBefore).ToList().Count(r => records.Remove(r.Key)));
}
