using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using BookingEngine.Ports;

namespace BookingEngine.Users.Sessions;

/// <summary>Refresh tokens: a session's id, random bytes and a MAC over both. By the MAC a spent token is known for one of ours without any
/// being kept, so that it ends its session; one that somebody made up ends nothing.</summary>
public sealed class RefreshTokens(byte[] key, IRandomBytes random)
{
    private const int IdSize = 16, RandomSize = 32, BodySize = IdSize + RandomSize, Size = BodySize + HMACSHA256.HashSizeInBytes;

    /// <summary>80 bytes in Base64url: 107 characters.</summary>
    public string New(SessionId session)
    {
        var token = new byte[Size];
        session.Value.TryWriteBytes(token, bigEndian: true, out _);
        random.Fill(token.AsSpan(IdSize, RandomSize));
        Mac(token).CopyTo(token, BodySize);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>The session that a token was issued for; null for what is no refresh token of ours.</summary>
    public SessionId? Read(string token)
    {
        if (token.Length != Base64Url.GetEncodedLength(Size) || !Base64Url.IsValid(token))
        {
            return null;
        }

        // White space counts as valid, and decodes to nothing.
        var bytes = Base64Url.DecodeFromChars(token);
        return bytes.Length == Size && CryptographicOperations.FixedTimeEquals(Mac(bytes), bytes.AsSpan(BodySize))
            ? new SessionId(new Guid(bytes.AsSpan(0, IdSize), bigEndian: true))
            : null;
    }

    /// <summary>What is stored of a token.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token)));

    private byte[] Mac(ReadOnlySpan<byte> token) => HMACSHA256.HashData(key, token[..BodySize]);
}
