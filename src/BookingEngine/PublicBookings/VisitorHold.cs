using System.Buffers.Binary;
using System.Text;
using BookingEngine.Catalogue;
using BookingEngine.Holds;
using BookingEngine.Privacy;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.PublicBookings;

/// <summary>What a visitor's token says about a hold. The token alone proves that the hold is the visitor's.</summary>
/// <param name="Length">How long it was placed for.</param>
public sealed record VisitorHold(HoldId Id, UserId Owner, Instant Placed, Duration Length)
{
    public static readonly Duration DefaultLength = Duration.FromMinutes(10), MaximumLength = Duration.FromMinutes(15);

    /// <summary>How long the link in a mail is valid, and the slot is held for it.</summary>
    public static readonly Duration ConfirmationTime = Duration.FromMinutes(30);

    /// <summary>How long a visitor may keep a slot without booking it.</summary>
    public static readonly Duration Longest = Duration.FromMinutes(60);

    /// <summary>When it expires after its only extension, by its own length.</summary>
    public Instant ExtendedUntil => Placed + Length + Length;

    /// <summary>When it expires if its visitor must confirm the booking by mail.</summary>
    public Instant ConfirmableUntil(Instant now) => Instant.Min(now + ConfirmationTime, Placed + Longest);
}

/// <summary>Tokens of visitors' holds. They are signed and not stored.</summary>
/// <param name="previous">The key before it, whose tokens are still valid. Null for none.</param>
public sealed class VisitorHoldTokens(byte[] key, byte[]? previous = null)
{
    private const int GuidSize = 16, FixedSize = GuidSize + GuidSize + sizeof(long) + sizeof(int);
    private readonly TokenCodec _codec = new(key, TokenLayout.FullMac, previous);

    public string Create(VisitorHold hold)
    {
        var resource = Encoding.ASCII.GetBytes(hold.Id.ResourceId.Value);
        var content = new byte[FixedSize + resource.Length];
        hold.Id.Value.TryWriteBytes(content, bigEndian: true, out _);
        hold.Owner.Value.TryWriteBytes(content.AsSpan(GuidSize), bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(content.AsSpan(GuidSize * 2), hold.Placed.ToUnixTimeTicks());
        BinaryPrimitives.WriteInt32BigEndian(content.AsSpan((GuidSize * 2) + sizeof(long)), (int)hold.Length.TotalSeconds);
        resource.CopyTo(content, FixedSize);
        return _codec.Write(content);
    }

    /// <summary>Null if the token is not one of ours.</summary>
    public VisitorHold? Read(string token) => _codec.Read(token) is { Length: > FixedSize } content
        ? new VisitorHold(
            new HoldId(new ResourceId(Encoding.ASCII.GetString(content.AsSpan(FixedSize))), new Guid(content.AsSpan(0, GuidSize), bigEndian: true)),
            new UserId(new Guid(content.AsSpan(GuidSize, GuidSize), bigEndian: true)),
            Instant.FromUnixTimeTicks(BinaryPrimitives.ReadInt64BigEndian(content.AsSpan(GuidSize * 2))),
            Duration.FromSeconds(BinaryPrimitives.ReadInt32BigEndian(content.AsSpan((GuidSize * 2) + sizeof(long)))))
        : null;
}
