using BookingEngine.Catalogue;
using BookingEngine.ExternalCalendars;
using BookingEngine.Infrastructure.Sqlite.Stores;
using BookingEngine.Tests.InMemory;
using BookingEngine.Tests.Sqlite;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Tests.ExternalCalendars;

/// <summary>The contract of every store of feeds.</summary>
public abstract class FeedStatesContract
{
    private static readonly Instant Now = Instant.FromUtc(2030, 1, 1, 12, 0);
    private static readonly UserId Ada = new(Guid.Parse("01900000-0000-7000-8000-00000000000a")), Eve = new(Guid.Parse("01900000-0000-7000-8000-00000000000e"));

    protected abstract IFeedStates Feeds { get; }

    [ServerFact]
    public async Task Added_state_is_found_and_not_added_again()
    {
        var state = Of(1) with { FailingSince = Now, Armed = 3, Reading = Complete };
        await Feeds.AddAsync(state);
        await Feeds.AddAsync(Of(1));

        Assert.Equal(state, await Feeds.FindAsync(state.Id, CancellationToken.None));
        Assert.Null(await Feeds.FindAsync(Of(2).Id, CancellationToken.None));
    }

    [ServerFact]
    public async Task States_are_listed_by_resource_and_by_person()
    {
        await AddAsync(Of(2), Of(1), Of(3) with { ResourceId = new("chair-2") }, Of(4) with { AddedBy = Eve });

        Assert.Equal([Of(1).Id, Of(2).Id, Of(4).Id], (await Feeds.ListAsync(new ResourceId("chair-1"), CancellationToken.None)).Select(s => s.Id));
        Assert.Equal([Of(1).Id, Of(2).Id, Of(3).Id], (await Feeds.ListAsync(Ada, CancellationToken.None)).Select(s => s.Id));
        Assert.Empty(await Feeds.ListAsync(new ResourceId("chair-3"), CancellationToken.None));
    }

    [ServerFact]
    public async Task Overdue_states_are_listed_the_longest_first_within_the_limit()
    {
        await AddAsync(Of(1) with { DueAt = Now }, Of(2) with { DueAt = Now - Duration.FromHours(1) }, Of(3) with { DueAt = Now - Duration.FromHours(2) });

        Assert.Equal([Of(3).Id, Of(2).Id], await DueAsync(10));
        Assert.Equal([Of(3).Id], await DueAsync(1));

        async Task<FeedId[]> DueAsync(int limit) => [.. (await Feeds.ListDueAsync(Now, limit, CancellationToken.None)).Select(s => s.Id)];
    }

    [ServerFact]
    public async Task Failing_states_are_counted_up_to_the_limit()
    {
        await AddAsync(Of(1), Of(2) with { FailingSince = Now }, Of(3) with { FailingSince = Now - Duration.FromTicks(1) }, Of(4) with { FailingSince = Now - Duration.FromDays(1) });

        Assert.Equal(2, await Feeds.CountFailingAsync(Now, 10, CancellationToken.None));
        Assert.Equal(1, await Feeds.CountFailingAsync(Now, 1, CancellationToken.None));
    }

    [ServerFact]
    public async Task Of_many_concurrent_replacements_one_succeeds()
    {
        await Feeds.AddAsync(Of(1) with { FailingSince = Now });
        var tries = await Task.WhenAll(Enumerable.Range(1, 10).Select(n => Feeds.TryReplaceAsync(Next(n), expectedRevision: 1)));

        Assert.Single(tries, succeeded => succeeded);
        Assert.Equal(Next(Array.IndexOf(tries, true) + 1), await Feeds.FindAsync(Of(1).Id, CancellationToken.None));

        static FeedState Next(int n) => Of(1).Next with { DueAt = Now + Duration.FromMinutes(n), Armed = n, Reading = Complete };
    }

    [ServerFact]
    public async Task Deleted_state_is_gone_and_cannot_be_replaced()
    {
        await Feeds.AddAsync(Of(1));
        await Feeds.DeleteAsync(Of(1).Id);
        await Feeds.DeleteAsync(Of(1).Id);

        Assert.Null(await Feeds.FindAsync(Of(1).Id, CancellationToken.None));
        Assert.False(await Feeds.TryReplaceAsync(Of(1).Next, expectedRevision: 1));
    }

    private static FeedReading Complete => new(Now)
    {
        ReadAt = Now,
        ParsedAt = Now,
        Fault = "timed_out",
        IsReported = true,
        Tag = "W/\"a\"",
        Modified = "Tue, 01 Jan 2030 12:00:00 GMT",
        Skipped = 2,
        UnknownZones = 1,
        Busy = BusyTimes.Of(Enumerable.Range(0, 20_000).Select(n => (10L * n, (10L * n) + 1))).ToText(),
    };

    private static FeedState Of(int n) => new(
        new FeedId(new Guid(n, 0, 0, new byte[8])), new ResourceId("chair-1"), Ada, Revision: 1, Now, FailingSince: null, new FeedReading(Now));

    private async Task AddAsync(params FeedState[] states)
    {
        foreach (var state in states)
        {
            await Feeds.AddAsync(state);
        }
    }
}

public sealed class SqliteFeedStatesTests : FeedStatesContract, IDisposable
{
    private readonly SqliteFolder _folder = new();

    protected override IFeedStates Feeds => new SqliteFeedStates(_folder.Store);

    public void Dispose() => _folder.Dispose();
}

public sealed class InMemoryFeedStatesTests : FeedStatesContract
{
    protected override IFeedStates Feeds { get; } = new InMemoryFeedStates([], Steps.Locked());
}
