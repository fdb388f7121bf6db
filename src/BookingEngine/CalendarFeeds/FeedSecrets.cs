using System.Buffers.Text;
using BookingEngine.Ports;
using BookingEngine.Privacy;
using BookingEngine.Users;

namespace BookingEngine.CalendarFeeds;

/// <summary>Secrets of feeds: the maker's id, so that one stream tells whether the secret is valid, and 192 random bits.</summary>
public sealed class FeedSecrets(IRandomBytes random)
{
    private const int GuidSize = 16, RandomSize = 24, Length = 54;

    /// <summary>54 characters.</summary>
    public string Create(UserId maker)
    {
        var bytes = new byte[GuidSize + RandomSize];
        maker.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        random.Fill(bytes.AsSpan(GuidSize));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Who made it, if it is valid; null for what cannot be a secret.</summary>
    public static UserId? MakerOf(string secret) => secret.Length == Length && Base64Url.IsValid(secret, out var size) && size == GuidSize + RandomSize
        ? new UserId(new Guid(Base64Url.DecodeFromChars(secret).AsSpan(0, GuidSize), bigEndian: true))
        : null;

    /// <summary>What is stored of it.</summary>
    public static string Hash(string secret) => TokenCodec.Hash(secret);
}
