namespace BookingEngine.Privacy;

/// <summary>The keys that personal data is encrypted with, one a person, kept apart from the events: erasing a key erases the person,
/// in every event, read model and backup of them.</summary>
public interface IPersonKeys
{
    /// <summary>Keeps the key for the person unless there is one.</summary>
    /// <returns>The key that counts from now on.</returns>
    Task<byte[]> SaveAsync(string person, byte[] key);

    /// <summary>The person's key; null where there is none, or no longer.</summary>
    Task<byte[]?> FindAsync(string person, CancellationToken cancellation);

    /// <summary>The keys of up to a hundred persons at once; those who have none, or no longer, are left out.</summary>
    Task<IReadOnlyDictionary<string, byte[]>> FindManyAsync(IReadOnlyCollection<string> persons, CancellationToken cancellation);

    Task EraseAsync(string person);
}
