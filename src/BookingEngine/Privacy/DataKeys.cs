using System.Security.Cryptography;
using BookingEngine.Ports;

namespace BookingEngine.Privacy;

/// <summary>The data keys of a deployment.</summary>
/// <param name="Current">Wraps each key that is written; null to write plain keys.</param>
/// <param name="Earlier">They only open keys that they have wrapped, until all are wrapped with the current one.</param>
public sealed record DataKeys(DataKey? Current, params IReadOnlyList<DataKey> Earlier)
{
    // The owner of the check value. It wraps a key of zeros, which is no secret.
    private const string Check = "data key check";

    /// <summary>No data key: every key is plain.</summary>
    public static DataKeys None { get; } = new((DataKey?)null);

    /// <summary>What a store keeps to recognize these data keys; null if it needs nothing.</summary>
    public byte[]? CheckValue => Current?.Wrap(Check, new byte[DataKey.Size]);

    public byte[] Wrap(string owner, byte[] key) => Current?.Wrap(owner, key) ?? key;

    /// <summary>Whether nothing remains to do for a stored key.</summary>
    public bool IsWrapped(byte[] stored) => Current?.Wrapped(stored) ?? !DataKey.IsWrapped(stored);

    /// <exception cref="UnusableStoreException">None of these data keys has wrapped the stored key.</exception>
    public byte[] Unwrap(string owner, byte[] stored) =>
        DataKey.IsWrapped(stored) ? (Find(stored) ?? throw Wrong()).Unwrap(owner, stored) : stored;

    /// <summary>Call it before anything is written to the store.</summary>
    /// <param name="stored">The check value that the store keeps; null if it has none.</param>
    /// <exception cref="UnusableStoreException">The keys of the store are wrapped with another data key.</exception>
    public void EnsureOpens(byte[]? stored)
    {
        try
        {
            _ = stored is null ? null : Unwrap(Check, stored);
        }
        catch (CryptographicException e)
        {
            throw new UnusableStoreException("The stored check value of DATA_KEY is damaged. Restore it from a backup.", e);
        }
    }

    private DataKey? Find(byte[] stored) => Current is { } current && current.Wrapped(stored) ? current : Earlier.FirstOrDefault(key => key.Wrapped(stored));

    private UnusableStoreException Wrong() => new(Current is null && Earlier.Count == 0
        ? "DATA_KEY must be set: the persons' keys in this store are wrapped with one. Without it no name or address can be read."
        : "DATA_KEY must be the one that the persons' keys in this store are wrapped with. To change it, set DATA_KEY_PREVIOUS to that one.");
}
