using System.Security.Cryptography;
using System.Text;

namespace BookingEngine.EventSourcing;

/// <summary>The id of one command's append, the same for all retries. So a retry does not repeat an append that succeeded.</summary>
public readonly record struct CommitId(Guid Value)
{
    private const int TimeBytes = 6;

    /// <summary>Derives an id from this one and a name. All attempts of a command derive the same ids. The result is a version-7 GUID with
    /// this id's time.</summary>
    public Guid Derive(string name)
    {
        Span<byte> bytes = stackalloc byte[16];
        Value.TryWriteBytes(bytes, bigEndian: true, out _);
        var hash = SHA256.HashData([.. bytes, .. Encoding.UTF8.GetBytes(name)]);
        hash.AsSpan(0, bytes.Length - TimeBytes).CopyTo(bytes[TimeBytes..]);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    public override string ToString() => Value.ToString("N");
}
