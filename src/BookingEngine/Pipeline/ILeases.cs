using NodaTime;

namespace BookingEngine.Pipeline;

/// <summary>Leases that keep two instances from doing the same work at the same time. They only save work: correctness must not depend
/// on them.</summary>
public interface ILeases
{
    /// <summary>Takes or renews the lease. True if it was free, expired or already the owner's.</summary>
    Task<bool> TryTakeAsync(string name, string owner, Instant now, Duration length);

    /// <summary>Does nothing if the lease is no longer the owner's.</summary>
    Task ReleaseAsync(string name, string owner);
}
