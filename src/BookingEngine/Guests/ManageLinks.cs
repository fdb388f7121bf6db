using System.Buffers.Binary;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Decide;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.Users.Profiles;
using NodaTime;

namespace BookingEngine.Guests;

/// <summary>The content of a manage link.</summary>
/// <param name="Generation">How often the booking's links had been revoked when it was created.</param>
public sealed record ManageLink(BookingId BookingId, Instant Expires, int Generation);

/// <summary>Tokens of manage links. They are signed and not stored.</summary>
/// <param name="previous">The key before it, whose tokens are still valid. Null for none.</param>
public sealed class ManageTokens(byte[] key, byte[]? previous = null)
{
    private const int GuidSize = 16, ContentSize = GuidSize + sizeof(long) + sizeof(int);
    private readonly TokenCodec _codec = new(key, TokenLayout.FullMac, previous);

    /// <summary>80 characters.</summary>
    public string Create(ManageLink link)
    {
        var content = new byte[ContentSize];
        link.BookingId.Value.TryWriteBytes(content, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(content.AsSpan(GuidSize), link.Expires.ToUnixTimeSeconds());
        BinaryPrimitives.WriteInt32BigEndian(content.AsSpan(GuidSize + sizeof(long)), link.Generation);
        return _codec.Write(content);
    }

    /// <summary>What a token says; null if it is not one of ours.</summary>
    public ManageLink? Read(string token) => _codec.Read(token) is { Length: ContentSize } content
        ? new ManageLink(
            new BookingId(new Guid(content.AsSpan(0, GuidSize), bigEndian: true)),
            Instant.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(content.AsSpan(GuidSize))),
            BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(GuidSize + sizeof(long))))
        : null;
}

/// <summary>Issues, revokes and checks manage links. Anyone with such a link can manage one booking, and nothing else.</summary>
public sealed class ManageLinks(
    ManageTokens tokens, BookingFinder finder, BookingAccess access, BookingCommands commands, GetProfileHandler profiles)
{
    /// <summary>The minimum lifetime of a link. It is valid until a day after the booking's end, if that is later.</summary>
    public static readonly Duration Lifetime = Duration.FromDays(90);

    public static readonly Refusal Invalid =
        new(RefusalKind.Unauthorized, "invalid_manage_token", "The link has expired, was revoked or is incomplete. Ask for a new one.");

    public static readonly Refusal NotAGuest = new(
        RefusalKind.Rule, "not_a_guest", "The customer has an account and signs in. Only guests get links from staff.");

    public static ManageLink For(Booking booking, Instant now) =>
        new(booking.Id, Instant.Max(now + Lifetime, booking.End + Duration.FromDays(1)), booking.LinksRevoked);

    public string TokenOf(ManageLink link) => tokens.Create(link);

    /// <summary>Creates a link for a guest. Only staff of the resource and administrators may.</summary>
    public async Task<Outcome<ManageLink>> IssueAsync(BookingId id, Actor actor, Instant now, CancellationToken cancellation) =>
        await finder.FindAsync(id, cancellation) is not { } booking ? BookingRefusals.Unknown
        : await access.RightOfAsync(actor, booking, cancellation) switch
        {
            BookingRight.None => BookingRefusals.Unknown,
            BookingRight.Owner => BookingRefusals.StaffOnly,
            _ when await profiles.HandleAsync(booking.UserId, cancellation) is not null => NotAGuest,
            _ => For(booking, now),
        };

    /// <summary>Makes all existing links of the booking invalid.</summary>
    public Task<Outcome<Booking>> RevokeAsync(BookingId id, Actor actor, CommandContext context, CancellationToken cancellation) => commands.DecideAsync(
        id, actor, context,
        (booking, _, right) => right is BookingRight.Staff
            ? Decision.Of(new ManageLinksRevoked(booking.Id, booking.State.Arrival))
            : BookingRefusals.StaffOnly,
        noOp: null, cancellation);

    /// <summary>The booking of a valid link.</summary>
    public async Task<Outcome<Booking>> FindBookingAsync(string token, Instant now, CancellationToken cancellation) =>
        tokens.Read(token) is { } link && now < link.Expires
            && await finder.FindAsync(link.BookingId, cancellation) is { } booking && booking.LinksRevoked == link.Generation
            ? booking
            : Invalid;
}
