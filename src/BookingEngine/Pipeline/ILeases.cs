using NodaTime;

namespace BookingEngine.Pipeline;

/// <summary>Leases that keep two instances from doing the same work at once. They save work; nothing's correctness rests on them.</summary>
public interface ILeases
{
    /// <summary>Takes or renews the lease: true if it was free, expired or already the owner's.</summary>
    Task<bool> TryTakeAsync(string name, string owner, Instant now, Duration length);

    /// <summary>Gives the lease back, if it is still the owner's.</summary>
    Task ReleaseAsync(string name, string owner);
}
