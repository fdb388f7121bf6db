namespace BookingEngine.Privacy;

/// <param name="Stored">Plain, or wrapped with a data key.</param>
public sealed record StoredPersonKey(string Person, byte[] Stored);

/// <summary>The keys as a store keeps them, each plain or wrapped. Only wrapping uses this port; everything else uses <see cref="IPersonKeys"/>.</summary>
public interface IStoredPersonKeys : IPersonKeys
{
    /// <summary>The keys of the persons after this one, by person in ordinal order.</summary>
    Task<IReadOnlyList<StoredPersonKey>> ListAsync(string after, int limit, CancellationToken cancellation);

    /// <summary>Replaces a key if it is still the expected one. Never creates one, so an erased key stays erased.</summary>
    Task<bool> TryReplaceAsync(StoredPersonKey expected, byte[] next);

    /// <summary>Replaces the check value by which the store recognizes the data key.</summary>
    Task SaveCheckAsync(byte[] check);
}
