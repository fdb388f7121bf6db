using System.Security.Cryptography;
using BookingEngine.Ports;

namespace BookingEngine.Infrastructure.Security;

public sealed class SystemRandomBytes : IRandomBytes
{
    public void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);
}
