using System.Security.Cryptography;
using System.Text;

namespace BookingEngine.EventSourcing;

/// <summary>The identity of one command's append: the same for every retry of it, so that a retry whose first try did land is
/// recognised and not repeated.</summary>
public readonly record struct CommitId(Guid Value)
{
    private const int TimeBytes = 6;

    /// <summary>An id that follows from this one and a name: what a command makes has the same id at every attempt, and a second commit of
    /// it, too. Of version 7, with the time of this one.</summary>
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
