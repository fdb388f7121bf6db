using BookingEngine.Privacy;

namespace BookingEngine.Users;

/// <summary>What a link in a mail is for.</summary>
public enum LinkPurpose
{
    ResetPassword,
    VerifyEmail,
    ChangeEmail,
    EraseGuest,
}

/// <summary>Tokens of links in mails. A token follows from the deployment's key, its purpose, the user and the request. It can be made again when
/// its mail is sent again, so it is not stored.</summary>
public sealed class LinkTokens(byte[] key)
{
    private const int GuidSize = 16;
    private readonly TokenCodec _codec = new(key, TokenLayout.FullMac);

    /// <summary>86 characters.</summary>
    public string Create(LinkPurpose purpose, UserId user, Guid request) =>
        _codec.Write([.. user.Value.ToByteArray(bigEndian: true), .. request.ToByteArray(bigEndian: true)], ContextOf(purpose));

    /// <summary>The user and the request that a token is for; null if it was not made for this purpose.</summary>
    public (UserId User, Guid Request)? Read(LinkPurpose purpose, string token) =>
        _codec.Read(token, ContextOf(purpose)) is { Length: 2 * GuidSize } content
            ? (new UserId(new Guid(content.AsSpan(0, GuidSize), bigEndian: true)), new Guid(content.AsSpan(GuidSize), bigEndian: true))
            : null;

    /// <summary>What is stored of a token.</summary>
    public static string Hash(string token) => TokenCodec.Hash(token);

    // The names of LinkPurpose are signed: they never change.
    private static string ContextOf(LinkPurpose purpose) => $"{purpose}:";
}
