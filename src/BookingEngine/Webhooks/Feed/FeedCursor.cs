using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Webhooks.Feed;

/// <summary>What a reader of the feed has got. There is no position over all streams, so it has two parts: everything recorded before an instant, and for
/// the streams written since, how far each of them was read.</summary>
/// <param name="From">All commits recorded before it were read.</param>
/// <param name="Read">By the stream's hash: the version up to which the stream was read.</param>
public sealed record FeedCursor(Instant From, ImmutableSortedDictionary<ulong, long> Read)
{
    /// <summary>As many streams as a cursor usually has, so that it fits into an address.</summary>
    public const int MaximumStreams = 200;

    /// <summary>With room for old commits of further streams: they must be read before the others can be forgotten.</summary>
    public const int MostStreams = 212;

    private const int TimeSize = sizeof(long), EntrySize = sizeof(ulong) + 6, Shift = 16;

    public static FeedCursor Beginning { get; } = new(NodaConstants.UnixEpoch, ImmutableSortedDictionary<ulong, long>.Empty);

    public static ulong KeyOf(StreamName stream) => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(stream.Value)));

    public byte[] ToBytes()
    {
        var bytes = new byte[TimeSize + (Read.Count * EntrySize)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, From.ToUnixTimeTicks());
        var rest = bytes.AsSpan(TimeSize);
        Span<byte> number = stackalloc byte[sizeof(long)];
        foreach (var (stream, version) in Read)
        {
            BinaryPrimitives.WriteUInt64BigEndian(rest, stream);
            BinaryPrimitives.WriteInt64BigEndian(number, version << Shift);
            number[..(EntrySize - sizeof(ulong))].CopyTo(rest[sizeof(ulong)..]);
            rest = rest[EntrySize..];
        }

        return bytes;
    }

    /// <summary>Null if the bytes are no cursor.</summary>
    public static FeedCursor? Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < TimeSize || (bytes.Length - TimeSize) % EntrySize != 0)
        {
            return null;
        }

        var from = Instant.FromUnixTimeTicks(BinaryPrimitives.ReadInt64BigEndian(bytes));
        var read = ImmutableSortedDictionary.CreateBuilder<ulong, long>();
        Span<byte> number = stackalloc byte[sizeof(long)];
        for (var rest = bytes[TimeSize..]; rest.Length > 0; rest = rest[EntrySize..])
        {
            rest[sizeof(ulong)..EntrySize].CopyTo(number);
            read[BinaryPrimitives.ReadUInt64BigEndian(rest)] = BinaryPrimitives.ReadInt64BigEndian(number) >> Shift;
        }

        return new FeedCursor(from, read.ToImmutable());
    }
}
