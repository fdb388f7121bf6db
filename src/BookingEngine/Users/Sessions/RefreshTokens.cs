using BookingEngine.Ports;
using BookingEngine.Privacy;

namespace BookingEngine.Users.Sessions;

/// <summary>Refresh tokens: a session's id and random bytes, signed. The signature tells a spent token of ours, which ends its session, from one
/// that somebody made up, which ends nothing.</summary>
/// <param name="previous">The key before it, whose tokens are still valid. Null for none.</param>
public sealed class RefreshTokens(byte[] key, IRandomBytes random, byte[]? previous = null)
{
    private const int IdSize = 16, RandomSize = 32;
    private readonly TokenCodec _codec = new(key, TokenLayout.FullMac, previous);

    /// <summary>107 characters.</summary>
    public string New(SessionId session)
    {
        var content = new byte[IdSize + RandomSize];
        session.Value.TryWriteBytes(content, bigEndian: true, out _);
        random.Fill(content.AsSpan(IdSize));
        return _codec.Write(content);
    }

    /// <summary>The session that a token was issued for; null if it is no refresh token of ours.</summary>
    public SessionId? Read(string token) => _codec.Read(token) is { Length: IdSize + RandomSize } content
        ? new SessionId(new Guid(content.AsSpan(0, IdSize), bigEndian: true))
        : null;

    /// <summary>What is stored of a token.</summary>
    public static string Hash(string token) => TokenCodec.Hash(token);
}
