using BookingEngine.Privacy;

namespace BookingEngine.Users;

/// <summary>What a link in a mail is for.</summary>
public enum LinkPurpose
{
    ResetPassword,
    VerifyEmail,
    ChangeEmail,
    EraseGuest,

    /// <summary>To stop reminders, or to get them again. It never expires, because mails stay.</summary>
    Reminders,
    ConfirmBooking,
    ExportGuest,
}

/// <summary>Tokens of links in mails. A token follows from the deployment's key, its purpose, the user and the request. It can be made again when
/// its mail is sent again, so it is not stored.</summary>
/// <param name="previous">The key before it, whose tokens are still valid. Null for none.</param>
public sealed class LinkTokens(byte[] key, byte[]? previous = null)
{
    private const int GuidSize = 16;
    private readonly TokenCodec _codec = new(key, TokenLayout.FullMac, previous);
    private readonly TokenCodec? _former = previous is null ? null : new TokenCodec(previous, TokenLayout.FullMac);

    /// <summary>86 characters.</summary>
    public string Create(LinkPurpose purpose, UserId user, Guid request) => Create(_codec, purpose, user, request);

    /// <summary>The token with this hash; null if neither key makes it.</summary>
    public string? Find(LinkPurpose purpose, UserId user, Guid request, string hash) => new[] { _codec, _former }.OfType<TokenCodec>()
        .Select(codec => Create(codec, purpose, user, request)).FirstOrDefault(token => Hash(token) == hash);

    /// <summary>The user and the request that a token is for; null if it was not made for this purpose.</summary>
    public (UserId User, Guid Request)? Read(LinkPurpose purpose, string token) =>
        _codec.Read(token, ContextOf(purpose)) is { Length: 2 * GuidSize } content
            ? (new UserId(new Guid(content.AsSpan(0, GuidSize), bigEndian: true)), new Guid(content.AsSpan(GuidSize), bigEndian: true))
            : null;

    /// <summary>What is stored of a token.</summary>
    public static string Hash(string token) => TokenCodec.Hash(token);

    private static string Create(TokenCodec codec, LinkPurpose purpose, UserId user, Guid request) =>
        codec.Write([.. user.Value.ToByteArray(bigEndian: true), .. request.ToByteArray(bigEndian: true)], ContextOf(purpose));

    // The names of LinkPurpose are signed: they never change.
    private static string ContextOf(LinkPurpose purpose) => $"{purpose}:";
}
