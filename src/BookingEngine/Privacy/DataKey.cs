using System.Security.Cryptography;
using System.Text;

namespace BookingEngine.Privacy;

/// <summary>The deployment's own key (<c>DATA_KEY</c>). It wraps each stored key, so that a copy of the database alone opens nothing.</summary>
public sealed class DataKey
{
    /// <summary>The size of the secret, and of each key that is wrapped.</summary>
    public const int Size = 32;

    private const int IdSize = 8, NonceSize = 12, TagSize = 16, HeaderSize = 1 + IdSize;
    private const byte Format = 1;
    private readonly byte[] _id, _wrapping, _nonces;

    public DataKey(byte[] secret) =>
        (_id, _wrapping, _nonces) = (Derive(secret, "data key id", IdSize), Derive(secret, "data key wrapping", Size), Derive(secret, "data key nonces", Size));

    /// <summary>Whether a stored key is wrapped with any data key. A plain key has 32 bytes.</summary>
    public static bool IsWrapped(byte[] stored) => stored.Length > Size && stored[0] == Format;

    /// <summary>Whether a stored key is wrapped with this data key.</summary>
    public bool Wrapped(byte[] stored) => IsWrapped(stored) && stored.AsSpan(1, IdSize).SequenceEqual(_id);

    /// <summary>The format, this key's id, the nonce, the ciphertext and the tag of AES-256-GCM. The nonce is derived from owner and key, so that
    /// the same key is always wrapped alike, and a repeated move or import compares equal.</summary>
    public byte[] Wrap(string owner, byte[] key)
    {
        var ownerBytes = Encoding.UTF8.GetBytes(owner);
        var stored = new byte[HeaderSize + NonceSize + key.Length + TagSize];
        stored[0] = Format;
        _id.CopyTo(stored, 1);
        var nonce = stored.AsSpan(HeaderSize, NonceSize);
        HMACSHA256.HashData(_nonces, (byte[])[.. key, .. ownerBytes]).AsSpan(0, NonceSize).CopyTo(nonce);
        var ciphertext = stored.AsSpan(HeaderSize + NonceSize, key.Length);
        using var aes = new AesGcm(_wrapping, TagSize);
        aes.Encrypt(nonce, key, ciphertext, stored.AsSpan(stored.Length - TagSize), ownerBytes);
        return stored;
    }

    /// <exception cref="CryptographicException">The stored key was altered, or belongs to another owner.</exception>
    public byte[] Unwrap(string owner, byte[] stored)
    {
        var key = new byte[stored.Length - HeaderSize - NonceSize - TagSize];
        using var aes = new AesGcm(_wrapping, TagSize);
        aes.Decrypt(
            stored.AsSpan(HeaderSize, NonceSize), stored.AsSpan(HeaderSize + NonceSize, key.Length), stored.AsSpan(stored.Length - TagSize), key,
            Encoding.UTF8.GetBytes(owner));
        return key;
    }

    private static byte[] Derive(byte[] secret, string purpose, int size) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, size, info: Encoding.UTF8.GetBytes(purpose));
}
