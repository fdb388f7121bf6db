using System.Buffers.Binary;
using BookingEngine.Ports;
using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.Users.Sessions;

/// <summary>What a browser gets of a session: a cookie that names it, and a token in each form. They are signed and not stored. None of them is an access
/// token or a refresh token.</summary>
/// <param name="previous">The key before it, whose tokens are still valid. Null for none.</param>
public sealed class PageTokens(byte[] key, IIds ids, byte[]? previous = null)
{
    private const int IdSize = 16, TimeSize = sizeof(long);

    /// <summary>How long the page that asks for the second factor is valid.</summary>
    public static readonly Duration TicketLifetime = Duration.FromMinutes(5);

    private readonly TokenCodec _codec = new(key, TokenLayout.FullMac, previous);

    public string CookieOf(Session session) => _codec.Write((byte[])[.. BytesOf(session.Id.Value), .. BytesOf(session.UserId.Value)], "cookie");

    /// <summary>The session that a cookie names; null if it is not one of ours.</summary>
    public AccessTokenContent? ReadCookie(string cookie) => _codec.Read(cookie, "cookie") is { Length: 2 * IdSize } content
        ? new(new SessionId(IdAt(content, 0)), new UserId(IdAt(content, IdSize)))
        : null;

    /// <summary>A token for the forms of a page. Each page has another one, so that a compressed page does not reveal it by its length (BREACH), and so
    /// that a form that is sent twice is recognized.</summary>
    public string FormTokenOf(SessionId session) => _codec.Write(BytesOf(ids.Next()), FormContext(session));

    /// <summary>The id of the page that the form is of, a version-7 GUID; null if the token is not of this session.</summary>
    public Guid? ReadFormToken(string token, SessionId session) => _codec.Read(token, FormContext(session)) is { Length: IdSize } content ? IdAt(content, 0) : null;

    /// <summary>Proof that the user's present password was right, for the page that asks for the second factor.</summary>
    public string TicketOf(User user, Instant now)
    {
        var time = new byte[TimeSize];
        BinaryPrimitives.WriteInt64BigEndian(time, (now + TicketLifetime).ToUnixTimeTicks());
        return _codec.Write((byte[])[.. BytesOf(user.Id.Value), .. time], TicketContext(user));
    }

    public bool IsTicketOf(string ticket, User user, Instant now) => _codec.Read(ticket, TicketContext(user)) is { Length: IdSize + TimeSize } content
        && IdAt(content, 0) == user.Id.Value && now.ToUnixTimeTicks() < BinaryPrimitives.ReadInt64BigEndian(content.AsSpan(IdSize));

    private static string FormContext(SessionId session) => $"form {session}";

    // Another password ends it.
    private static string TicketContext(User user) => $"password {user.PasswordGeneration}";

    private static byte[] BytesOf(Guid id) => id.ToByteArray(bigEndian: true);

    private static Guid IdAt(byte[] content, int start) => new(content.AsSpan(start, IdSize), bigEndian: true);
}
