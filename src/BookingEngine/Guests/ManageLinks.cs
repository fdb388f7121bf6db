using System.Buffers.Binary;
using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Decide;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Guests;

/// <summary>The content of a manage link.</summary>
/// <param name="Generation">How often the booking's links had been revoked when it was created.</param>
public sealed record ManageLink(BookingId BookingId, Instant Expires, int Generation)
{
    /// <summary>The member of the staff who asked for it: it ends with that member's right. Null for links of the system, and of earlier versions.</summary>
    public UserId? IssuedBy { get; init; }
}

/// <summary>Tokens of manage links. They are signed and not stored.</summary>
/// <param name="previous">The key before it, whose tokens are still valid. Null for none.</param>
public sealed class ManageTokens(byte[] key, byte[]? previous = null)
{
    private const int GuidSize = 16, ContentSize = GuidSize + sizeof(long) + sizeof(int), IssuedSize = ContentSize + GuidSize;
    private readonly TokenCodec _codec = new(key, TokenLayout.FullMac, previous);

    /// <summary>80 characters, or 102 with an issuer.</summary>
    public string Create(ManageLink link)
    {
        var content = new byte[link.IssuedBy is null ? ContentSize : IssuedSize];
        link.BookingId.Value.TryWriteBytes(content, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(content.AsSpan(GuidSize), link.Expires.ToUnixTimeSeconds());
        BinaryPrimitives.WriteInt32BigEndian(content.AsSpan(GuidSize + sizeof(long)), link.Generation);
        link.IssuedBy?.Value.TryWriteBytes(content.AsSpan(ContentSize), bigEndian: true, out _);
        return _codec.Write(content);
    }

    /// <summary>What a token says; null if it is not one of ours.</summary>
    public ManageLink? Read(string token) => _codec.Read(token) is { Length: ContentSize or IssuedSize } content
        ? new ManageLink(
            new BookingId(new Guid(content.AsSpan(0, GuidSize), bigEndian: true)),
            Instant.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(content.AsSpan(GuidSize))),
            BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(GuidSize + sizeof(long))))
        {
            IssuedBy = content.Length == IssuedSize ? new UserId(new Guid(content.AsSpan(ContentSize), bigEndian: true)) : null,
        }
        : null;
}

/// <summary>Issues, revokes and checks manage links. Anyone with such a link can manage one booking, and nothing else. They are for guests: an account
/// holder signs in.</summary>
public sealed class ManageLinks(ManageTokens tokens, BookingFinder finder, BookingAccess access, BookingCommands commands, AggregateLoader loader)
{
    /// <summary>What histories show as the author of a change by a link.</summary>
    public const string Author = "link";

    /// <summary>The minimum lifetime of a link. It is valid until a day after the booking's end, if that is later.</summary>
    public static readonly Duration Lifetime = Duration.FromDays(90);

    public static readonly Refusal Invalid =
        new(RefusalKind.Unauthorized, "invalid_manage_token", "The link has expired, was revoked or is incomplete. Ask for a new one.");

    public static readonly Refusal GuestsOnly = new(
        RefusalKind.Rule, "guests_only", "The booking belongs to an account, so its owner signs in to manage it. Links are for guests.");

    /// <summary>The link that the system sends to the customer.</summary>
    public static ManageLink For(Booking booking, Instant now) =>
        new(booking.Id, Instant.Max(now + Lifetime, booking.End + Duration.FromDays(1)), booking.LinksRevoked);

    public string TokenOf(ManageLink link) => tokens.Create(link);

    /// <summary>The link for each of the bookings of one customer that staff have just made; none if they belong to an account.</summary>
    /// <param name="by">The member of the staff.</param>
    public async Task<ImmutableArray<ManageLink>> ForNewAsync(ImmutableArray<Booking> bookings, UserId by, Instant now, CancellationToken cancellation) =>
        await IsOfAccountAsync(bookings[0], cancellation) ? [] : [.. bookings.Select(booking => For(booking, by, now))];

    /// <summary>Creates a link, and records that it was made. Only staff of the resource and administrators may.</summary>
    public async Task<Outcome<ManageLink>> IssueAsync(BookingId id, Actor actor, CommandContext context, CancellationToken cancellation)
    {
        if (await finder.FindAsync(id, cancellation) is not { } booking
            || await access.RightOfAsync(actor, booking, cancellation) is var right && right is BookingRight.None)
        {
            return BookingRefusals.Unknown;
        }

        if (right is not BookingRight.Staff)
        {
            return BookingRefusals.StaffOnly;
        }

        if (await IsOfAccountAsync(booking, cancellation))
        {
            return GuestsOnly;
        }

        var outcome = await commands.DecideAsync(
            booking, actor, context,
            (known, _, now) => now is BookingRight.Staff ? Decision.Of(new ManageLinkIssued(known.Id, known.State.Arrival)) : BookingRefusals.StaffOnly,
            noOp: null, cancellation);
        return outcome.IsRefused(out var refusal, out var issued) ? refusal : For(issued, actor.UserId, context.Now);
    }

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
            && (link.IssuedBy is not { } issuer || await access.CanStillManageAsync(issuer, booking.ResourceId, cancellation))
            ? booking
            : Invalid;

    private static ManageLink For(Booking booking, UserId by, Instant now) => For(booking, now) with { IssuedBy = by };

    private async Task<bool> IsOfAccountAsync(Booking booking, CancellationToken cancellation) =>
        (await loader.RefreshAsync<User>(booking.UserId.Stream, cancellation)).State.Status is UserStatus.Registered;
}
