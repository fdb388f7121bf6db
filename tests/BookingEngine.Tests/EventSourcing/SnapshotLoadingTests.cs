using BookingEngine.Aggregates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Tests.Bookings;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.EventSourcing;

/// <summary>What a new process reads.</summary>
public sealed class SnapshotLoadingTests
{
    private static readonly StreamName Stream = Calendar.StreamOf(DefaultCatalogue.Resource);
    private readonly SnapshotFixture _fixture = new(interval: 10);

    [Fact]
    public async Task A_load_reads_the_snapshots_commit_and_later_ones()
    {
        await BookAsync(25);
        Assert.Equal(20, _fixture.Table.Newest[Stream].Version);
        var (aggregate, reads) = await _fixture.StartAndLoadAsync<Calendar>(Stream);
        SnapshotFixture.AssertSame(_fixture.Fold<Calendar>(Stream), aggregate);
        Assert.Equal([1 + 5], reads);
    }

    [Fact]
    public async Task A_peek_reads_the_newest_state_and_adds_nothing_to_the_cache()
    {
        await BookAsync(25);
        await using var process = _fixture.Start();
        var (loader, cache) = (process.GetRequiredService<AggregateLoader>(), process.GetRequiredService<AggregateCache>());
        SnapshotFixture.AssertSame(_fixture.Fold<Calendar>(Stream), await loader.PeekAsync<Calendar>(Stream, CancellationToken.None));
        Assert.Null(cache.Find<Calendar>(Stream));

        await loader.RefreshAsync<Calendar>(Stream, CancellationToken.None);
        await RecordAsync(from: 25, count: 1);
        SnapshotFixture.AssertSame(_fixture.Fold<Calendar>(Stream), await loader.PeekAsync<Calendar>(Stream, CancellationToken.None));
        Assert.Equal(26, cache.Find<Calendar>(Stream)!.Value.Version);
    }

    [Theory]
    [InlineData(25)]
    [InlineData(5_005)]
    public async Task The_commits_read_by_a_load_do_not_grow_with_the_stream(int events)
    {
        await RecordAsync(0, events);
        await _fixture.StartAndLoadAsync<Calendar>(Stream);
        await BookAsync(from: events, count: 3);
        var (_, reads) = await _fixture.StartAndLoadAsync<Calendar>(Stream);
        Assert.Equal([1 + 3], reads);
    }

    [Fact]
    public async Task A_load_that_folds_many_events_saves_a_snapshot()
    {
        await RecordAsync(0, 25);
        Assert.Equal([25], (await _fixture.StartAndLoadAsync<Calendar>(Stream)).Reads);
        Assert.Equal([25L], _fixture.Snapshots.Saved);
        Assert.Equal([1], (await _fixture.StartAndLoadAsync<Calendar>(Stream)).Reads);
        Assert.Equal([25L], _fixture.Snapshots.Saved);
    }

    [Fact]
    public async Task A_load_that_folds_few_events_saves_none()
    {
        await RecordAsync(0, 9);
        await _fixture.StartAndLoadAsync<Calendar>(Stream);
        Assert.Empty(_fixture.Snapshots.Saved);
    }

    public static TheoryData<string> Useless => [.. Spoilings.Keys];

    [Theory]
    [MemberData(nameof(Useless))]
    public async Task An_unusable_snapshot_only_causes_more_reads(string kind)
    {
        await BookAsync(25);
        var good = _fixture.Table.Newest[Stream];
        _fixture.Table.Newest.Clear();
        if (Spoilings[kind](good) is { } spoilt)
        {
            _fixture.Table.Newest[Stream] = spoilt;
        }

        var (aggregate, reads) = await _fixture.StartAndLoadAsync<Calendar>(Stream);
        SnapshotFixture.AssertSame(_fixture.Fold<Calendar>(Stream), aggregate);
        Assert.Equal(25, reads[^1]);
        Assert.Equal(kind == "deleted" ? 0 : 1, _fixture.Logged.Count(l => l.Contains("All events are read instead: calendar-default", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_snapshot_older_than_the_cached_aggregate_is_not_read()
    {
        await BookAsync(25);
        await using var process = _fixture.Start();
        var loader = process.GetRequiredService<AggregateLoader>();
        await loader.RefreshAsync<Calendar>(Stream, CancellationToken.None);
        await RecordAsync(25, 2);
        var asked = _fixture.Snapshots.Reads;
        _fixture.Events.Reads.Clear();
        SnapshotFixture.AssertSame(_fixture.Fold<Calendar>(Stream), await loader.RefreshAsync<Calendar>(Stream, CancellationToken.None));
        Assert.Equal(asked, _fixture.Snapshots.Reads);
        Assert.Equal([2], _fixture.Events.Reads);
    }

    private static Dictionary<string, Func<Snapshot, Snapshot?>> Spoilings { get; } = new()
    {
        ["deleted"] = _ => null,
        ["of an unknown shape"] = s => s with { Shape = "calendar.v0" },
        ["garbage"] = s => s with { Json = "garbage" },
        ["null"] = s => s with { Json = "null" },
        ["without its state"] = s => s with { Json = """{"commit":"01900000-0000-7000-8000-000000000001"}""" },
        ["with a state of null"] = s => s with { Json = """{"commit":"01900000-0000-7000-8000-000000000001","state":null}""" },
        ["with spans of no time"] = s => s with { Json = s.Json.Replace("\"start\":", "\"begin\":", StringComparison.Ordinal) },
        ["older than its version says"] = s => s with { Version = s.Version + 1 },
        ["newer than its version says"] = s => s with { Version = s.Version - 1 },
        ["ahead of its stream"] = s => s with { Version = 26 },
        ["at no version"] = s => s with { Version = 0 },
        ["of another history"] = s => s with { Json = Calendar.Shape.Write(new StateAt<Calendar>(Guid.CreateVersion7(), Given.Events<Calendar>())) },
    };

    private Task BookAsync(int count) => BookAsync(0, count);

    private async Task BookAsync(int from, int count)
    {
        await using var process = _fixture.Start();
        for (var n = from; n < from + count; n++)
        {
            var booking = Booking(n);
            var context = new CommandContext(new CommitId(Guid.CreateVersion7()), Instant.FromUtc(2030, 1, 1, 0, 0), null, "test");
            var outcome = await process.GetRequiredService<CommandExecutor>()
                .ExecuteAsync<Calendar>(Stream, context, calendar => calendar.Book(booking), CancellationToken.None);
            Assert.Null(outcome.Refusal);
        }
    }

    private async Task RecordAsync(int from, int count)
    {
        foreach (var booking in Enumerable.Range(from, count).Select(Booking))
        {
            await _fixture.RecordAsync(Stream, Instant.FromUtc(2030, 1, 1, 0, 0), booking);
        }
    }

    private static BookingMade Booking(int n) => TestBooking.At(Instant.FromUtc(2031, 1, 1, 0, 0) + Duration.FromMinutes(30L * n));
}
