using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using BookingEngine.Ports;

namespace BookingEngine.Users.Sessions;

/// <summary>Creates and reads refresh tokens: a session's id, random bytes, and a MAC over both. The MAC proves that a used token is ours
/// without storing it. So a replayed token ends its session, and an invented one ends nothing.</summary>
public sealed class RefreshTokens(byte[] key, IRandomBytes random)
{
    private const int IdSize = 16, RandomSize = 32, BodySize = IdSize + RandomSize, Size = BodySize + HMACSHA256.HashSizeInBytes;

    /// <summary>Returns 107 characters: 80 bytes in Base64url.</summary>
    public string New(SessionId session)
    {
        var token = new byte[Size];
        session.Value.TryWriteBytes(token, bigEndian: true, out _);
        random.Fill(token.AsSpan(IdSize, RandomSize));
        Mac(token).CopyTo(token, BodySize);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>The token's session; null if it is not a refresh token of ours.</summary>
    public SessionId? Read(string token)
    {
        if (token.Length != Base64Url.GetEncodedLength(Size) || !Base64Url.IsValid(token))
        {
            return null;
        }

        // IsValid accepts white space, which decodes to nothing.
        var bytes = Base64Url.DecodeFromChars(token);
        return bytes.Length == Size && CryptographicOperations.FixedTimeEquals(Mac(bytes), bytes.AsSpan(BodySize))
            ? new SessionId(new Guid(bytes.AsSpan(0, IdSize), bigEndian: true))
            : null;
    }

    /// <summary>The hash that is stored instead of the token.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token)));

    private byte[] Mac(ReadOnlySpan<byte> token) => HMACSHA256.HashData(key, token[..BodySize]);
}
