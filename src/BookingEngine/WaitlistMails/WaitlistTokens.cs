using BookingEngine.Calendars.Events;
using BookingEngine.Privacy;

namespace BookingEngine.WaitlistMails;

/// <summary>What a link of a waitlist is for.</summary>
/// <param name="OfferId">Null for a link to the entry alone.</param>
public sealed record WaitlistLink(EntryId EntryId, OfferId? OfferId);

/// <summary>Tokens of the links in mails to those who wait. They are signed and not stored. What they are good for ends with the entry.</summary>
/// <param name="previous">The key before it, whose tokens are still valid. Null for none.</param>
public sealed class WaitlistTokens(byte[] key, byte[]? previous = null)
{
    private const int GuidSize = 16;
    private readonly TokenCodec _codec = new(key, TokenLayout.FullMac, previous);

    /// <summary>64 characters, or 86 with an offer.</summary>
    public string Create(WaitlistLink link) => _codec.Write(
        [.. link.EntryId.Value.ToByteArray(bigEndian: true), .. link.OfferId is { } offer ? offer.Value.ToByteArray(bigEndian: true) : []]);

    /// <summary>What a token says; null if it is not one of ours.</summary>
    public WaitlistLink? Read(string token) => _codec.Read(token) is { Length: GuidSize or 2 * GuidSize } content
        ? new WaitlistLink(
            new EntryId(new Guid(content.AsSpan(0, GuidSize), bigEndian: true)),
            content.Length == GuidSize ? null : new OfferId(new Guid(content.AsSpan(GuidSize), bigEndian: true)))
        : null;
}
