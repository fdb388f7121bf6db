namespace BookingEngine.Privacy;

/// <summary>The encryption keys of personal data, one per person, stored apart from the events. Erasing a key erases the person from all
/// events, read models and backups.</summary>
public interface IPersonKeys
{
    /// <summary>Saves the key unless the person has one.</summary>
    /// <returns>The person's key: this one, or the earlier one.</returns>
    Task<byte[]> SaveAsync(string person, byte[] key);

    /// <summary>The person's key; null if there is none, or it was erased.</summary>
    Task<byte[]?> FindAsync(string person, CancellationToken cancellation);

    /// <summary>The keys of up to 100 persons. Omits persons without a key.</summary>
    Task<IReadOnlyDictionary<string, byte[]>> FindManyAsync(IReadOnlyCollection<string> persons, CancellationToken cancellation);

    Task EraseAsync(string person);
}
