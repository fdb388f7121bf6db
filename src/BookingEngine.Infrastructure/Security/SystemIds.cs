using System.Security.Cryptography;
using BookingEngine.Ports;

namespace BookingEngine.Infrastructure.Security;

/// <summary>Version-7 GUIDs (RFC 9562, section 5.7). Their random bytes are drawn for many ids at once: the operating system takes longer to be asked than to
/// answer.</summary>
public sealed class SystemIds(TimeProvider time) : IIds
{
    private const int Length = 16, TimeLength = 6, DrawnLength = 4_096, VersionAt = 6, VariantAt = 8;

    [ThreadStatic]
    private static byte[]? _drawn;

    [ThreadStatic]
    private static int _used;

    public Guid Next()
    {
        Span<byte> id = stackalloc byte[Length];
        DrawTo(id);
        var milliseconds = time.GetUtcNow().ToUnixTimeMilliseconds();
        for (var n = TimeLength - 1; n >= 0; n--, milliseconds >>= 8)
        {
            id[n] = (byte)milliseconds;
        }

        id[VersionAt] = (byte)((id[VersionAt] & 0x0F) | 0x70);
        id[VariantAt] = (byte)((id[VariantAt] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }

    private static void DrawTo(Span<byte> id)
    {
        if (_drawn is null || _used == DrawnLength)
        {
            RandomNumberGenerator.Fill(_drawn ??= new byte[DrawnLength]);
            _used = 0;
        }

        _drawn.AsSpan(_used, Length).CopyTo(id);
        _used += Length;
    }
}
