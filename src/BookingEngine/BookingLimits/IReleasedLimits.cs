using BookingEngine.Catalogue;

namespace BookingEngine.BookingLimits;

/// <summary>Told when a booking or hold does not count in the limits of its service any more. This may free places after the calendar has freed its time.</summary>
public interface IReleasedLimits
{
    /// <summary>Called before the command is answered. It does not throw: the command has succeeded.</summary>
    /// <param name="resource">To whose calendar the command has written.</param>
    Task FollowAsync(ResourceId resource);

    /// <summary>What a crashed command has left is aligned. It does not throw.</summary>
    Task FollowAsync(ServiceId service);
}
