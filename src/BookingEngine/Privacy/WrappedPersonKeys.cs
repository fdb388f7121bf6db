namespace BookingEngine.Privacy;

/// <summary>The keys of persons, wrapped with the data key in the store. Plain keys of earlier versions stay readable.</summary>
public sealed class WrappedPersonKeys(IStoredPersonKeys stored, DataKeys dataKeys) : IPersonKeys
{
    public async Task<byte[]> SaveAsync(string person, byte[] key) => dataKeys.Unwrap(person, await stored.SaveAsync(person, dataKeys.Wrap(person, key)));

    public async Task<byte[]?> FindAsync(string person, CancellationToken cancellation) =>
        await stored.FindAsync(person, cancellation) is { } found ? dataKeys.Unwrap(person, found) : null;

    public async Task<IReadOnlyDictionary<string, byte[]>> FindManyAsync(IReadOnlyCollection<string> persons, CancellationToken cancellation) =>
        (await stored.FindManyAsync(persons, cancellation)).ToDictionary(found => found.Key, found => dataKeys.Unwrap(found.Key, found.Value));

    public Task EraseAsync(string person) => stored.EraseAsync(person);
}
