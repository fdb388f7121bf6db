using System.Security.Cryptography;

namespace BookingEngine.Branding.Logos;

/// <summary>Reads a logo. Its bytes decide what it is, not the media type or name that came with it.</summary>
public static class LogoFile
{
    public const int MaximumBytes = 20 * 1024, MaximumSide = 1_000;

    /// <summary>Null if the bytes are no complete PNG, JPEG or WebP of at most 20 KB and 1,000 × 1,000 pixels.</summary>
    public static BrandLogo? Read(ReadOnlySpan<byte> bytes) =>
        bytes.Length <= MaximumBytes && ImageSize.Read(bytes) is var (mediaType, width, height) && width is > 0 and <= MaximumSide && height is > 0 and <= MaximumSide
            ? new BrandLogo(HashOf(bytes), mediaType, width, height)
            : null;

    /// <summary>32 hexadecimal characters.</summary>
    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..32];

    public static bool IsHash(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigitLower);
}
