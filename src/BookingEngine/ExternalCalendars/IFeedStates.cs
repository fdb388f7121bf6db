using BookingEngine.Catalogue;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.ExternalCalendars;

/// <summary>The states of all feeds. They are stored apart from the events.</summary>
public interface IFeedStates
{
    /// <summary>Saves the state unless the feed has one.</summary>
    Task AddAsync(FeedState state);

    Task<FeedState?> FindAsync(FeedId id, CancellationToken cancellation);

    /// <summary>Those of one resource, by id. There are few.</summary>
    Task<IReadOnlyList<FeedState>> ListAsync(ResourceId resource, CancellationToken cancellation);

    /// <summary>Those that a person has added, by id.</summary>
    Task<IReadOnlyList<FeedState>> ListAsync(UserId addedBy, CancellationToken cancellation);

    /// <summary>Those that were due before the instant, the longest overdue first.</summary>
    Task<IReadOnlyList<FeedState>> ListDueAsync(Instant dueBefore, int limit, CancellationToken cancellation);

    /// <summary>How many have been failing since before the instant, up to a limit.</summary>
    Task<int> CountFailingAsync(Instant since, int limit, CancellationToken cancellation);

    /// <summary>Replaces the state if it has the expected revision.</summary>
    Task<bool> TryReplaceAsync(FeedState state, int expectedRevision);

    Task DeleteAsync(FeedId id);
}
