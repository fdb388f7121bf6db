using System.Buffers.Binary;

namespace BookingEngine.Branding.Logos;

/// <summary>Reads the size of an image from its structure, and checks that nothing is missing before its end or follows after it.</summary>
internal static class ImageSize
{
    /// <summary>Null if it is no PNG, JPEG or WebP.</summary>
    public static (string MediaType, int Width, int Height)? Read(ReadOnlySpan<byte> bytes) =>
        bytes is [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, ..] ? Png(bytes)
        : bytes is [0xFF, 0xD8, 0xFF, ..] ? Jpeg(bytes)
        : bytes.Length > 20 && bytes.StartsWith("RIFF"u8) && bytes[8..12].SequenceEqual("WEBP"u8) ? WebP(bytes)
        : null;

    // Chunks of a length, a type, data and a checksum (W3C PNG, 5.3). IHDR is the first and IEND the last.
    private static (string, int, int)? Png(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 33 || !bytes[12..16].SequenceEqual("IHDR"u8))
        {
            return null;
        }

        var at = 8L;
        while (at + 12 <= bytes.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[(int)at..]);
            var isEnd = bytes[((int)at + 4)..].StartsWith("IEND"u8);
            at += 12L + length;
            if (isEnd)
            {
                return at == bytes.Length ? ("image/png", BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..])) : null;
            }
        }

        return null;
    }

    // Segments of a marker and a length (ITU T.81, B.1.1). A frame header has the size.
    private static (string, int, int)? Jpeg(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.EndsWith((ReadOnlySpan<byte>)[0xFF, 0xD9]))
        {
            return null;
        }

        for (var at = 2; at + 9 < bytes.Length && bytes[at] == 0xFF;)
        {
            var marker = bytes[at + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return ("image/jpeg", BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]));
            }

            at += marker == 0xFF ? 1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
        }

        return null;
    }

    // A RIFF file whose first chunk has the size (RFC 9649, 2.4 to 2.7).
    private static (string, int, int)? WebP(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 30 || BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) + 8L != bytes.Length)
        {
            return null;
        }

        var kind = bytes[12..16];
        return kind.SequenceEqual("VP8X"u8) ? ("image/webp", 1 + Whole24(bytes[24..]), 1 + Whole24(bytes[27..]))
            : kind.SequenceEqual("VP8L"u8) && bytes[20] == 0x2F ? Lossless(BinaryPrimitives.ReadUInt32LittleEndian(bytes[21..]))
            : kind.SequenceEqual("VP8 "u8) && bytes[23..26].SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])
                ? ("image/webp", BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]) & 0x3FFF)
            : null;
    }

    private static (string, int, int) Lossless(uint bits) => ("image/webp", 1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF));

    private static int Whole24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
