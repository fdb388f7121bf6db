using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace BookingEngine.Privacy;

/// <summary>How a kind of token lays out its bytes. It never changes, because clients and mails hold such tokens.</summary>
/// <param name="MacSize">How many bytes of the HMAC-SHA-256 are kept.</param>
/// <param name="IsMacFirst">Whether the MAC comes before the content.</param>
public sealed record TokenLayout(int MacSize, bool IsMacFirst)
{
    /// <summary>The content, then the whole MAC: for tokens that give a right.</summary>
    public static TokenLayout FullMac { get; } = new(HMACSHA256.HashSizeInBytes, IsMacFirst: false);

    /// <summary>Half of the MAC, then the content: for list cursors, which give no right and stand in addresses.</summary>
    public static TokenLayout HalfMac { get; } = new(HMACSHA256.HashSizeInBytes / 2, IsMacFirst: true);

    /// <summary>Longer tokens are not looked at.</summary>
    public int MaximumLength { get; init; } = 512;
}

/// <summary>Writes and reads tokens: some bytes with their MAC, in Base64url. A token need not be stored to be recognized.</summary>
/// <param name="key">The deployment's key for this kind of token.</param>
/// <param name="previous">The key before it, while tokens of both are valid. It only reads. Null for none.</param>
public sealed class TokenCodec(byte[] key, TokenLayout layout, byte[]? previous = null)
{
    /// <param name="context">Signed with the content and not written: a token is valid in this context only.</param>
    public string Write(ReadOnlySpan<byte> content, string context = "")
    {
        var mac = MacOf(key, content, context);
        return Base64Url.EncodeToString(layout.IsMacFirst ? [.. mac, .. content] : [.. content, .. mac]);
    }

    /// <summary>The content of a token; null if it was not written with one of the keys and this context.</summary>
    public byte[]? Read(string token, string context = "")
    {
        // The decoder skips white space and padding: compare the lengths, so that a token has one spelling.
        if (token.Length > layout.MaximumLength || !Base64Url.IsValid(token, out var size) || size <= layout.MacSize
            || token.Length != Base64Url.GetEncodedLength(size))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(token);
        var (content, mac) = layout.IsMacFirst
            ? (bytes[layout.MacSize..], bytes[..layout.MacSize])
            : (bytes[..^layout.MacSize], bytes[^layout.MacSize..]);
        return CryptographicOperations.FixedTimeEquals(MacOf(key, content, context), mac)
            || (previous is not null && CryptographicOperations.FixedTimeEquals(MacOf(previous, content, context), mac))
            ? content
            : null;
    }

    /// <summary>What is stored of a token that may be used once.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token)));

    private byte[] MacOf(byte[] secret, ReadOnlySpan<byte> content, string context) =>
        HMACSHA256.HashData(secret, (byte[])[.. Encoding.UTF8.GetBytes(context), .. content])[..layout.MacSize];
}
