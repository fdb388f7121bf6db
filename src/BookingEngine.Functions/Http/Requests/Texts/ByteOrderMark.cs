namespace BookingEngine.Functions.Http.Requests.Texts;

/// <summary>The mark that some editors and programs write before UTF-8. RFC 8259 lets a reader of JSON skip it.</summary>
internal static class ByteOrderMark
{
    public static int Length => Utf8.Length;

    private static ReadOnlySpan<byte> Utf8 => [0xEF, 0xBB, 0xBF];

    public static bool IsAtStart(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Utf8);

    public static ReadOnlyMemory<byte> Skip(ReadOnlyMemory<byte> bytes) => IsAtStart(bytes.Span) ? bytes[Length..] : bytes;
}
