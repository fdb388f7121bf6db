using BookingEngine.Catalogue;
using BookingEngine.ExternalCalendars;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Tests.InMemory;

public sealed class InMemoryFeedStates(Dictionary<FeedId, FeedState> feeds, Step step) : IFeedStates
{
    public Task AddAsync(FeedState state) => step.AroundAsync("add feed", () => feeds.TryAdd(state.Id, state));

    public Task<FeedState?> FindAsync(FeedId id, CancellationToken cancellation) => step.AroundAsync("find feed", () => feeds.GetValueOrDefault(id));

    public Task<IReadOnlyList<FeedState>> ListAsync(ResourceId resource, CancellationToken cancellation) => ListAsync(state => state.ResourceId == resource);

    public Task<IReadOnlyList<FeedState>> ListAsync(UserId addedBy, CancellationToken cancellation) => ListAsync(state => state.AddedBy == addedBy);

    public Task<IReadOnlyList<FeedState>> ListDueAsync(Instant dueBefore, int limit, CancellationToken cancellation) => step.AroundAsync<IReadOnlyList<FeedState>>(
        "list due feeds", () => [.. feeds.Values.Where(state => state.DueAt < dueBefore).OrderBy(state => state.DueAt).Take(limit)]);

    public Task<int> CountFailingAsync(Instant since, int limit, CancellationToken cancellation) => step.AroundAsync(
        "count failing feeds", () => Math.Min(limit, feeds.Values.Count(state => state.FailingSince < since)));

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
