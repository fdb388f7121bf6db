using BookingEngine.Privacy;

namespace BookingEngine.Tests.Privacy;

/// <summary>Keys during whose wrapping something happens.</summary>
public abstract class InterferingKeys(IStoredPersonKeys keys) : IStoredPersonKeys
{
    protected IStoredPersonKeys Keys => keys;

    public Task<byte[]> SaveAsync(string person, byte[] key) => keys.SaveAsync(person, key);

    public Task<byte[]?> FindAsync(string person, CancellationToken cancellation) => keys.FindAsync(person, cancellation);

    public Task<IReadOnlyDictionary<string, byte[]>> FindManyAsync(IReadOnlyCollection<string> persons, CancellationToken cancellation) =>
        keys.FindManyAsync(persons, cancellation);

    public Task EraseAsync(string person) => keys.EraseAsync(person);

    public Task<IReadOnlyList<StoredPersonKey>> ListAsync(string after, int limit, CancellationToken cancellation) => keys.ListAsync(after, limit, cancellation);

    public abstract Task<bool> TryReplaceAsync(StoredPersonKey expected, byte[] next);

    public Task SaveCheckAsync(byte[] check) => keys.SaveCheckAsync(check);
}

/// <summary>The process is stopped after some keys.</summary>
public sealed class StoppingKeys(IStoredPersonKeys keys, int after, CancellationTokenSource stop) : InterferingKeys(keys)
{
    private int _replaced;

    public override async Task<bool> TryReplaceAsync(StoredPersonKey expected, byte[] next)
    {
        var isReplaced = await Keys.TryReplaceAsync(expected, next);
        if (++_replaced == after)
        {
            await stop.CancelAsync();
        }

        return isReplaced;
    }
}

/// <summary>A person is erased just before their key is replaced.</summary>
public sealed class ErasingKeys(IStoredPersonKeys keys, string erased) : InterferingKeys(keys)
{
    public override async Task<bool> TryReplaceAsync(StoredPersonKey expected, byte[] next)
    {
        if (expected.Person == erased)
        {
            await Keys.EraseAsync(erased);
        }

        return await Keys.TryReplaceAsync(expected, next);
    }
}

/// <summary>A process without a data key registers another person after each replaced key.</summary>
public sealed class WritingKeys(IStoredPersonKeys keys) : InterferingKeys(keys)
{
    private int _written;

    public override async Task<bool> TryReplaceAsync(StoredPersonKey expected, byte[] next)
    {
        await Keys.SaveAsync($"another {_written++:000}", new byte[DataKey.Size]);
        return await Keys.TryReplaceAsync(expected, next);
    }
}
