using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Decide;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Guests;

/// <summary>What a manage link says: which booking, until when, and how often the links of that booking had been revoked when it was made.</summary>
public sealed record ManageLink(BookingId BookingId, Instant Expires, int Generation);

/// <summary>Tokens of manage links: signed with a key that follows from the deployment's own, so that none need be kept.</summary>
public sealed class ManageTokens(byte[] key)
{
    private const int GuidSize = 16, ContentSize = GuidSize + sizeof(long) + sizeof(int), MacSize = HMACSHA256.HashSizeInBytes;

    /// <summary>In Base64url: 80 characters.</summary>
    public string Create(ManageLink link)
    {
        var bytes = new byte[ContentSize + MacSize];
        link.BookingId.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(GuidSize), link.Expires.ToUnixTimeSeconds());
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(GuidSize + sizeof(long)), link.Generation);
        HMACSHA256.HashData(key, bytes.AsSpan(0, ContentSize), bytes.AsSpan(ContentSize));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>What a token says; null for one that was not made here.</summary>
    public ManageLink? Read(string token)
    {
        if (token.Length != Base64Url.GetEncodedLength(ContentSize + MacSize) || !Base64Url.IsValid(token)
            || Base64Url.DecodeFromChars(token) is not { Length: ContentSize + MacSize } bytes)
        {
            return null;
        }

        var content = bytes.AsSpan(0, ContentSize);
        return CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, content), bytes.AsSpan(ContentSize))
            ? new ManageLink(
                new BookingId(new Guid(content[..GuidSize], bigEndian: true)),
                Instant.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(content[GuidSize..])),
                BinaryPrimitives.ReadInt32BigEndian(content[(GuidSize + sizeof(long))..]))
            : null;
    }
}

/// <summary>Gives out links by which whoever has one manages one booking, and nothing else; takes them back; and tells what one is good for.</summary>
public sealed class ManageLinks(ManageTokens tokens, BookingFinder finder, BookingAccess access, BookingCommands commands)
{
    /// <summary>How long a link lasts at least; it lasts until a day after the booking where that is later.</summary>
    public static readonly Duration Lifetime = Duration.FromDays(90);

    public static readonly Refusal Invalid =
        new(RefusalKind.Unauthorized, "invalid_manage_token", "The link has expired, was revoked or is not whole: ask for a new one.");

    public static ManageLink For(Booking booking, Instant now) =>
        new(booking.Id, Instant.Max(now + Lifetime, booking.End + Duration.FromDays(1)), booking.LinksRevoked);

    public string TokenOf(ManageLink link) => tokens.Create(link);

    /// <summary>A new link of a booking, for those who look after it.</summary>
    public async Task<Outcome<ManageLink>> IssueAsync(BookingId id, Actor actor, Instant now, CancellationToken cancellation) =>
        await finder.FindAsync(id, cancellation) is not { } booking ? BookingRefusals.Unknown
        : await access.RightOfAsync(actor, booking, cancellation) switch
        {
            BookingRight.None => BookingRefusals.Unknown,
            BookingRight.Owner => BookingRefusals.StaffOnly,
            _ => For(booking, now),
        };

    /// <summary>Makes every link of the booking that was given out worthless.</summary>
    public Task<Outcome<Booking>> RevokeAsync(BookingId id, Actor actor, CommandContext context, CancellationToken cancellation) => commands.DecideAsync(
        id, actor, context,
        (booking, _, right) => right is BookingRight.Staff
            ? Decision.Of(new ManageLinksRevoked(booking.Id, booking.State.Arrival))
            : BookingRefusals.StaffOnly,
        noOp: null, cancellation);

    /// <summary>The booking that a link is good for.</summary>
    public async Task<Outcome<Booking>> FindBookingAsync(string token, Instant now, CancellationToken cancellation) =>
        tokens.Read(token) is { } link && now < link.Expires
            && await finder.FindAsync(link.BookingId, cancellation) is { } booking && booking.LinksRevoked == link.Generation
            ? booking
            : Invalid;
}
