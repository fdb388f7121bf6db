using BookingEngine.EventSourcing;
using BookingEngine.Pipeline.Feeds;
using NodaTime;

namespace BookingEngine.Tests.EventSourcing;

/// <summary>The contract of every event store. One subclass for each store and engine.</summary>
public abstract partial class EventStoreContract
{
    protected static readonly StreamName Stream = StreamName.Parse("calendar-a"), Other = StreamName.Parse("calendar-b");
    private static readonly Instant Now = Instant.FromUtc(2030, 1, 1, 12, 0);

    protected abstract IEventStore Store { get; }

    protected abstract IFeed Feed { get; }

    [ServerFact]
    public async Task A_commit_is_read_back_as_appended()
    {
        var commit = Commit(Stream, 0, "first", "second") with { Metadata = new CommitMetadata(Now, "someone", "request-1") };
        Assert.Equal(1, (await Store.AppendAsync([commit])).Stand);
        var read = Assert.Single(await ReadAsync(Stream));
        Assert.Equal(
            (commit.Id, commit.Stream, 1L, 2L, commit.Metadata), (read.Id, read.Stream, read.FirstVersion, read.Version, read.Metadata));
        Assert.Equal(commit.Events.ToArray(), read.Events.ToArray());
    }

    [ServerFact]
    public async Task A_stream_that_does_not_exist_is_empty() => Assert.Empty(await ReadAsync(Stream));

    [ServerFact]
    public async Task An_append_at_an_old_version_is_a_conflict_and_writes_nothing()
    {
        await Store.AppendAsync([Commit(Stream, 0, "first")]);
        Assert.Equal(0, (await Store.AppendAsync([Commit(Stream, 0, "late")])).Stand);
        Assert.Equal(["first"], await TypesAsync(Stream));
    }

    [ServerFact]
    public async Task A_retry_of_the_same_commit_succeeds_without_writing_again()
    {
        var commit = Commit(Stream, 0, "first");
        await Store.AppendAsync([commit]);
        await Store.AppendAsync([Commit(Stream, 1, "second")]);
        Assert.Equal(1, (await Store.AppendAsync([commit])).Stand);
        Assert.Equal(["first", "second"], await TypesAsync(Stream));
    }

    [ServerFact]
    public async Task A_run_is_appended_in_its_order()
    {
        Assert.Equal(3, (await Store.AppendAsync([Commit(Stream, 0, "first", "second"), Commit(Stream, 2, "third"), Commit(Stream, 3, "fourth")])).Stand);
        Assert.Equal([1L, 3L, 4L], (await ReadAsync(Stream)).Select(c => c.FirstVersion));
        Assert.Equal(["first", "second", "third", "fourth"], await TypesAsync(Stream));
    }

    [ServerFact]
    public async Task Of_a_run_at_an_old_version_nothing_is_written()
    {
        await Store.AppendAsync([Commit(Stream, 0, "first")]);
        Assert.Equal(0, (await Store.AppendAsync([Commit(Stream, 0, "late"), Commit(Stream, 1, "later")])).Stand);
        Assert.Equal(["first"], await TypesAsync(Stream));
    }

    [ServerFact]
    public async Task Of_a_repeated_run_only_missing_commits_are_written()
    {
        Commit[] run = [Commit(Stream, 0, "first"), Commit(Stream, 1, "second"), Commit(Stream, 2, "third"), Commit(Stream, 3, "fourth")];
        await Store.AppendAsync(run[..2]);
        Assert.Equal(4, (await Store.AppendAsync(run)).Stand);
        Assert.Equal(4, (await Store.AppendAsync(run)).Stand);
        Assert.Equal(["first", "second", "third", "fourth"], await TypesAsync(Stream));
    }

    [ServerFact]
    public async Task A_run_stops_where_another_commit_is()
    {
        var first = Commit(Stream, 0, "first");
        await Store.AppendAsync([first]);
        await Store.AppendAsync([Commit(Stream, 1, "of another")]);
        Assert.Equal(1, (await Store.AppendAsync([first, Commit(Stream, 1, "second"), Commit(Stream, 2, "third")])).Stand);
        Assert.Equal(["first", "of another"], await TypesAsync(Stream));
    }

    // The commits that follow were decided on other events than those that are there.
    [ServerFact]
    public async Task A_run_stops_after_a_commit_of_another_attempt()
    {
        var written = Commit(Stream, 0, "of another attempt");
        await Store.AppendAsync([written]);
        Assert.False((await Store.AppendAsync([Commit(Stream, 0, "first") with { Id = written.Id }])).AreOwn);
        Assert.Equal(1, (await Store.AppendAsync([Commit(Stream, 0, "first") with { Id = written.Id }, Commit(Stream, 1, "second")])).Stand);
        Assert.Equal(1, (await Store.AppendAsync([written with { Metadata = written.Metadata with { CorrelationId = "later" } }, Commit(Stream, 1, "second")])).Stand);
        Assert.Equal(["of another attempt"], await TypesAsync(Stream));
    }

    [ServerFact]
    public async Task Of_50_concurrent_runs_at_one_version_one_is_written()
    {
        await Store.ListStreamsAsync(null, 1, CancellationToken.None); // the first call prepares the store
        var results = await Race.RunAsync(50, inFlight: 25, n => Store.AppendAsync([Commit(Stream, 0, $"{n}"), Commit(Stream, 1, $"{n}"), Commit(Stream, 2, $"{n}")]));
        Assert.Equal([.. Enumerable.Repeat(0, 49), 3], results.Select(r => r.Stand).Order());
        Assert.Single((await TypesAsync(Stream)).Distinct());
    }

    [ServerFact]
    public async Task A_commit_is_found_by_its_id_in_any_stream()
    {
        var commit = Commit(Stream, 0, "first", "second") with { Metadata = new CommitMetadata(Now, null, "request-1") };
        await Store.AppendAsync([commit]);
        await Store.AppendAsync([Commit(Stream, 2, "third")]);
        await Store.AppendAsync([Commit(Other, 0, "first")]);
        var found = Assert.Single(await Store.FindAsync(commit.Id, Now, CancellationToken.None));
        Assert.Equal((commit.Id, commit.Stream, 1L, 2L, commit.Metadata), (found.Id, found.Stream, found.FirstVersion, found.Version, found.Metadata));
        Assert.Empty(await Store.FindAsync(commit.Id, Now + Duration.FromTicks(1), CancellationToken.None));
        Assert.Empty(await Store.FindAsync(new CommitId(Guid.CreateVersion7()), Now, CancellationToken.None));
    }

    // Attempts at one command may decide in different streams.
    [ServerFact]
    public async Task Commits_of_one_id_in_two_streams_are_both_found()
    {
        var commit = Commit(Stream, 0, "withdrawn");
        await Store.AppendAsync([commit]);
        await Store.AppendAsync([Commit(Other, 0, "made") with { Id = commit.Id }]);
        var found = await Store.FindAsync(commit.Id, Now, CancellationToken.None);
        Assert.Equal([("made", Other), ("withdrawn", Stream)], found.Select(c => (c.Events[0].Type, c.Stream)).Order());
    }

    [ServerFact]
    public async Task Of_50_concurrent_appends_at_one_version_one_succeeds()
    {
        await Store.ListStreamsAsync(null, 1, CancellationToken.None); // the first call prepares the store
        var results = await Race.RunAsync(50, inFlight: 25, n => Store.AppendAsync([Commit(Stream, 0, $"from-{n}")]));
        Assert.Equal(1, results.Count(r => r.Stand == 1));
        Assert.Equal(49, results.Count(r => r.Stand == 0));
        Assert.Single(await TypesAsync(Stream));
    }

    [ServerFact]
    public async Task Concurrent_appends_to_many_streams_all_succeed()
    {
        await Store.ListStreamsAsync(null, 1, CancellationToken.None); // the first call prepares the store
        var results = await Race.RunAsync(200, inFlight: 25, n => Store.AppendAsync([Commit(StreamName.Parse($"calendar-{n:000}"), 0, "first")]));
        Assert.All(results, r => Assert.Equal(1, r.Stand));
        Assert.Equal(200, (await Store.ListStreamsAsync(null, 1_000, CancellationToken.None)).Count);
    }

    [ServerFact]
    public async Task Reading_starts_after_a_version_and_stops_at_a_limit()
    {
        for (var version = 0; version < 6; version += 2)
        {
            await Store.AppendAsync([Commit(Stream, version, $"e{version + 1}", $"e{version + 2}")]);
        }

        Assert.Equal([3L], (await Store.ReadAsync(Stream, 2, 1, CancellationToken.None)).Select(c => c.FirstVersion));
        Assert.Equal([3L, 5L], (await Store.ReadAsync(Stream, 2, 9, CancellationToken.None)).Select(c => c.FirstVersion));
        Assert.Equal([3L], (await Store.ReadAsync(Stream, 3, 1, CancellationToken.None)).Select(c => c.FirstVersion));
        Assert.Empty(await Store.ReadAsync(Stream, 6, 9, CancellationToken.None));
    }

    [ServerFact]
    public async Task Streams_are_listed_by_name_in_pages_with_their_versions()
    {
        await Store.AppendAsync([Commit(Other, 0, "one", "two")]);
        await Store.AppendAsync([Commit(Stream, 0, "one")]);
        Assert.Equal([new(Stream, 1)], await Store.ListStreamsAsync(null, 1, CancellationToken.None));
        Assert.Equal([new(Other, 2)], await Store.ListStreamsAsync(Stream, 1, CancellationToken.None));
        Assert.Empty(await Store.ListStreamsAsync(Other, 1, CancellationToken.None));
    }

    [ServerFact]
    public async Task Streams_written_since_an_instant_are_listed_with_their_versions()
    {
        await Store.AppendAsync([Commit(Stream, 0, "old")]);
        await Store.AppendAsync([Commit(Other, 0, "old")]);
        await Store.AppendAsync([Commit(Other, 1, "new") with { Metadata = new CommitMetadata(Now + Duration.FromHours(1), null, "r") }]);
        var since = Now + Duration.FromMinutes(30);
        Assert.Equal([new(Other, 2)], await Store.ListWrittenSinceAsync(since, null, 10, CancellationToken.None));
        Assert.Empty(await Store.ListWrittenSinceAsync(since, Other, 10, CancellationToken.None));
        Assert.Equal(2, (await Store.ListWrittenSinceAsync(Now, null, 10, CancellationToken.None)).Count);
    }

    [ServerFact]
    public async Task The_newest_commits_are_listed_first()
    {
        await Store.AppendAsync([Commit(Stream, 0, "one", "two")]);
        await Store.AppendAsync([Later(Commit(Other, 0, "one"), 1)]);
        var newest = Now + Duration.FromSeconds(1);
        Assert.Equal([new(new(Other, 1), newest)], await Store.ListNewestAsync(1, CancellationToken.None));
        Assert.Equal([new(new(Other, 1), newest), new(new(Stream, 2), Now)], await Store.ListNewestAsync(9, CancellationToken.None));
    }

    [ServerFact]
    public async Task The_feed_shows_every_append_to_a_reader_that_resumes()
    {
        List<StreamVersion> advanced = [];
        var position = (await Feed.ReadAsync(null, CancellationToken.None)).Position;
        for (var version = 0; version < 10; version++)
        {
            await Store.AppendAsync([Later(Commit(version % 2 == 0 ? Stream : Other, version / 2, "e"), version)]);
            if (version % 3 == 0)
            {
                position = await DrainAsync(advanced, position);
            }
        }

        await DrainAsync(advanced, position);
        Assert.Equal(
            Enumerable.Range(0, 10).Select(v => new StreamVersion(v % 2 == 0 ? Stream : Other, (v / 2) + 1)), advanced);
    }

    [ServerFact]
    public async Task An_empty_feed_page_has_a_position_to_resume_from()
    {
        var empty = await Feed.ReadAsync(null, CancellationToken.None);
        Assert.Empty(empty.Advanced);
        await Store.AppendAsync([Commit(Stream, 0, "e")]);
        Assert.Equal([new StreamVersion(Stream, 1)], (await Feed.ReadAsync(empty.Position, CancellationToken.None)).Advanced.ToArray());
    }

    protected static Commit Commit(StreamName stream, long expectedVersion, params string[] types) => new(
        new CommitId(Guid.CreateVersion7()), stream, expectedVersion, [.. types.Select(t => new EventData(t, $$"""{"of":"{{t}}","text":"ä\n\"☃"}"""))],
        new CommitMetadata(Now, null, "request"));

    private static Commit Later(Commit commit, int seconds) =>
        commit with { Metadata = commit.Metadata with { RecordedAt = Now + Duration.FromSeconds(seconds) } };

    private async Task<FeedPosition> DrainAsync(List<StreamVersion> advanced, FeedPosition position)
    {
        while (true)
        {
            var page = await Feed.ReadAsync(position, CancellationToken.None);
            Assert.False(page.HistoryLost);
            advanced.AddRange(page.Advanced);
            position = page.Position;
            if (page.Advanced.IsEmpty)
            {
                return position;
            }
        }
    }

    private Task<IReadOnlyList<StoredCommit>> ReadAsync(StreamName stream) => Store.ReadAsync(stream, 0, 100, CancellationToken.None);

    protected async Task<string[]> TypesAsync(StreamName stream) => [.. (await ReadAsync(stream)).SelectMany(c => c.Events).Select(e => e.Type)];
}
