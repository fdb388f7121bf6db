using System.Diagnostics.Metrics;
using BookingEngine.Aggregates;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Telemetry;
using BookingEngine.Tests.Bookings;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.EventSourcing;

/// <summary>When commands save snapshots, and what a failed save means for the command.</summary>
public sealed class SnapshotKeepingTests
{
    private static readonly StreamName Stream = Calendar.StreamOf(DefaultCatalogue.Resource);
    private static readonly Instant Now = Instant.FromUtc(2030, 1, 1, 0, 0), Slots = Instant.FromUtc(2031, 1, 1, 0, 0);
    private readonly SnapshotFixture _fixture = new(interval: 10);

    [Fact]
    public async Task A_command_saves_a_snapshot_when_it_passes_ten_more_commits()
    {
        await using var process = _fixture.Start();
        foreach (var events in new[] { 4, 4, 4, 7, 1, 1, 25 })
        {
            await AppendAsync(process, [.. Enumerable.Range(0, events).Select(n => (IDomainEvent)TestBooking.At(Slots))]);
        }

        Assert.Equal([12L, 20, 46], _fixture.Snapshots.Saved);
    }

    [Fact]
    public async Task A_calendar_with_more_bookings_saves_snapshots_more_rarely()
    {
        await using var process = _fixture.Start();
        for (var n = 0; n < 200; n++)
        {
            await AppendAsync(process, TestBooking.At(Slots + Duration.FromHours(n)));
        }

        Assert.Equal([10L, 20, 30, 40, 60, 80, 120, 160], _fixture.Snapshots.Saved);
    }

    [Theory]
    [InlineData(799, 800, 800, true)]
    [InlineData(999, 1_000, 801, false)]
    [InlineData(1_199, 1_200, 801, true)]
    [InlineData(6_399, 6_400, 25_600, true)]
    [InlineData(6_399, 6_400, 25_601, false)]
    public void The_interval_is_doubled_to_a_quarter_of_the_size(long before, long after, int size, bool isPassed) =>
        Assert.Equal(isPassed, SnapshotInterval.Default.IsPassed(before, after, size));

    [Fact]
    public async Task A_saved_snapshot_equals_the_state_of_its_events()
    {
        await using var process = _fixture.Start();
        for (var n = 0; n < 35; n++)
        {
            await AppendAsync(process, TestBooking.At(Slots + Duration.FromHours(n)));
            if (_fixture.Table.Newest.GetValueOrDefault(Stream) is { } saved && saved.Version == n + 1)
            {
                SnapshotFixture.AssertSame(_fixture.Fold<Calendar>(Stream), new(Calendar.Shape.Read(saved.Json).State, saved.Version));
            }
        }

        Assert.Equal([10L, 20, 30], _fixture.Snapshots.Saved);
    }

    [Fact]
    public async Task A_failed_snapshot_write_is_counted_and_the_command_succeeds()
    {
        using var failures = new Failures("calendar");
        _fixture.Snapshots.Fails = true;
        await using var process = _fixture.Start();
        for (var n = 0; n < 10; n++)
        {
            await AppendAsync(process, TestBooking.At(Slots + Duration.FromHours(n)));
        }

        Assert.Equal(1, failures.Count);
        Assert.Single(_fixture.Logged, l => l.Contains("A snapshot was not saved. The next one replaces it: calendar-default", StringComparison.Ordinal));
        _fixture.Snapshots.Fails = false;
        Assert.Equal([10], (await _fixture.StartAndLoadAsync<Calendar>(Stream)).Reads);
        Assert.Equal([10L], _fixture.Snapshots.Saved);
    }

    [Fact]
    public async Task A_snapshot_too_large_for_every_store_is_not_saved()
    {
        await _fixture.RecordAsync(Stream, Now, Enumerable.Range(0, 12_000).Select(n => TestBooking.At(Slots + Duration.FromMinutes(30L * n))).ToArray<IDomainEvent>());
        var (aggregate, _) = await _fixture.StartAndLoadAsync<Calendar>(Stream);
        Assert.Equal(12_000, aggregate.State.Occupied.Count);
        Assert.Empty(_fixture.Snapshots.Saved);
        Assert.Single(_fixture.Logged, l => l.Contains("A snapshot was not saved", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(16_384, true)]
    [InlineData(16_385, false)]
    public void A_snapshot_of_too_many_entries_is_not_even_written(int entries, bool mayFit) =>
        Assert.Equal(mayFit, Record.Exception(() => Snapshot.EnsureMayFit(Stream, entries)) is null);

    [Fact]
    public void A_calendar_with_10_000_past_bookings_keeps_only_relevant_ones()
    {
        // Each half hour is booked two days ahead and kept until 27 hours and 31 days after its end.
        var calendar = Enumerable.Range(0, 10_000).Select(n => Slots + Duration.FromMinutes(30L * n)).Aggregate(Given.Events<Calendar>(), (state, start) =>
            state.Apply(new RecordedEvent(Stream, 1, TestBooking.At(start), new CommitMetadata(start - Duration.FromDays(2), null, "test"))));
        Assert.Equal(((2 + 31) * 48) + 2 + 54, calendar.Occupied.Count);
        Assert.InRange(Calendar.Shape.Write(new StateAt<Calendar>(default, calendar)).Length, 1, 350_000);
    }

    private static async Task AppendAsync(ServiceProvider process, params IDomainEvent[] events)
    {
        var context = new CommandContext(new CommitId(Guid.CreateVersion7()), Now, null, "test");
        var outcome = await process.GetRequiredService<CommandExecutor>()
            .ExecuteAsync<Calendar>(Stream, context, _ => Decision.Of([.. events]), CancellationToken.None);
        Assert.Null(outcome.Refusal);
    }

    private sealed class Failures : IDisposable
    {
        private readonly MeterListener _listener = new();

        public Failures(string category)
        {
            _listener.SetMeasurementEventCallback<long>((_, measured, tags, _) =>
                Count += tags.ToArray().Contains(new("category", category)) ? (int)measured : 0);
            _listener.EnableMeasurementEvents(EngineTelemetry.SnapshotFailures);
            _listener.Start();
        }

        public int Count { get; private set; }

        public void Dispose() => _listener.Dispose();
    }
}
