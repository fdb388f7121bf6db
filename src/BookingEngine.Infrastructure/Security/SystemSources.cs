using System.Security.Cryptography;
using BookingEngine.Ports;

namespace BookingEngine.Infrastructure.Security;

public sealed class SystemRandomBytes : IRandomBytes
{
    public void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);
}

public sealed class SystemIds(TimeProvider time) : IIds
{
    public Guid Next() => Guid.CreateVersion7(time.GetUtcNow());
}
