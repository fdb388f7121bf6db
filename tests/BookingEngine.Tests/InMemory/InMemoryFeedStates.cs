using BookingEngine.Catalogue;
using BookingEngine.ExternalCalendars;
using BookingEngine.Users;

namespace BookingEngine.Tests.InMemory;

public sealed class InMemoryFeedStates(Dictionary<FeedId, FeedState> feeds, Step step) : IFeedStates
{
    public Task AddAsync(FeedState state) => step.AroundAsync("add feed", () => feeds.TryAdd(state.Id, state));

    public Task<FeedState?> FindAsync(FeedId id, CancellationToken cancellation) => step.AroundAsync("find feed", () => feeds.GetValueOrDefault(id));

    public Task<IReadOnlyList<FeedState>> ListAsync(ResourceId resource, CancellationToken cancellation) => ListAsync(state => state.ResourceId == resource);

    public Task<IReadOnlyList<FeedState>> ListAsync(UserId addedBy, CancellationToken cancellation) => ListAsync(state => state.AddedBy == addedBy);

    public Task<IReadOnlyList<FeedTimes>> ListTimesAsync(int limit, CancellationToken cancellation) => step.AroundAsync<IReadOnlyList<FeedTimes>>(
        "list times of feeds",
        () => [.. feeds.Values.OrderBy(state => state.DueAt).Take(limit).Select(state => new FeedTimes(state.Id, state.DueAt, state.FailingSince))]);

    public Task<bool> TryReplaceAsync(FeedState state, int expectedRevision) => step.AroundAsync("replace feed", () =>
    {
        var isExpected = feeds.TryGetValue(state.Id, out var old) && old.Revision == expectedRevision;
        if (isExpected)
        {
            feeds[state.Id] = state;
        }

        return isExpected;
    });

    public Task DeleteAsync(FeedId id) => step.AroundAsync("delete feed", () => feeds.Remove(id));

    private Task<IReadOnlyList<FeedState>> ListAsync(Func<FeedState, bool> isAsked) => step.AroundAsync<IReadOnlyList<FeedState>>(
        "list feeds", () => [.. feeds.Values.Where(isAsked).OrderBy(state => $"{state.Id}", StringComparer.Ordinal)]);
}
