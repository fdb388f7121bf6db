using BookingEngine.Ports;

namespace BookingEngine.Infrastructure.Security;

public sealed class SystemIds(TimeProvider time) : IIds
{
    public Guid Next() => Guid.CreateVersion7(time.GetUtcNow());
}
