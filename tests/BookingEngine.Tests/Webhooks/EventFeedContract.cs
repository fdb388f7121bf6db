using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Show;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Privacy;
using BookingEngine.Registration;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.InMemory;
using BookingEngine.Tests.Simulation;
using BookingEngine.Tests.Sqlite;
using BookingEngine.Users;
using BookingEngine.Webhooks.Feed;
using BookingEngine.Webhooks.Payloads;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace BookingEngine.Tests.Webhooks;

/// <summary>The feed reads every event once while many write, on every store.</summary>
public abstract class EventFeedContract
{
    private const int Writers = 16, CommitsEach = 25, Streams = 12;
    private static readonly EventCatalogue Catalogue = new(BookingEngineFeatures.EventTypes);

    private static readonly EventCatalogue Older = new(BookingEngineFeatures.EventTypes.Where(type => type.ClrType != typeof(HoldReleased)));

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly ConcurrentDictionary<string, (string Stream, long Version)> _written = [];

    /// <summary>One store for each instance of the application.</summary>
    protected abstract IReadOnlyList<IEventStore> Stores { get; }

    [ServerFact]
    public async Task Every_event_comes_once_and_in_order_while_sixteen_write()
    {
        var stalled = _time.Now(); // the append with this time comes half a minute later
        using var stop = new CancellationTokenSource();
        var reading = ReadAsync(() => stop.IsCancellationRequested);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(n => Task.Run(() => WriteAsync(n))));
        _time.Advance(TimeSpan.FromSeconds(30));
        await AppendAsync(Stores[^1], "calendar-stalled", 0, stalled);
        await stop.CancelAsync();
        var read = await reading;

        Assert.Equal((Writers * CommitsEach) + 1, _written.Count);
        Assert.Equal(_written.Keys.Order(StringComparer.Ordinal), read.Order(StringComparer.Ordinal));
        foreach (var stream in read.Select(id => _written[id]).GroupBy(place => place.Stream))
        {
            Assert.Equal(stream.Select(place => place.Version).Order(), stream.Select(place => place.Version));
        }
    }

    [ServerFact]
    public async Task A_cursor_of_the_past_stays_small_and_goes_on()
    {
        for (var n = 0; n < 300; n++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await AppendAsync(Stores[0], $"calendar-s{n}", 0);
        }

        var (cursor, read) = (FeedCursor.Beginning, new List<string>());
        for (var page = await PageAsync(Stores[0], cursor, 50); page.Events.Length > 0; page = await PageAsync(Stores[0], cursor, 50))
        {
            read.AddRange(page.Events.Select(IdOf));
            cursor = FeedCursor.Parse(page.Next.ToBytes())!;
            Assert.InRange(cursor.Read.Count, 0, 12);
        }

        Assert.Equal(300, read.Distinct().Count());
        Assert.Equal(300, read.Count);
    }

    [ServerFact]
    public async Task With_too_many_streams_at_once_none_is_skipped()
    {
        await AppendManyAsync(230);
        var (cursor, read) = (FeedCursor.Beginning, new List<string>());
        for (var rounds = 0; rounds < 12; rounds++, _time.Advance(TimeSpan.FromMinutes(2)))
        {
            var page = await PageAsync(Stores[0], cursor, 100);
            read.AddRange(page.Events.Select(IdOf));
            cursor = FeedCursor.Parse(page.Next.ToBytes())!;
            Assert.InRange(cursor.Read.Count, 0, FeedCursor.MostStreams);
        }

        Assert.Equal((230, 230), (read.Count, read.Distinct().Count()));
    }

    [ServerFact]
    public async Task With_a_full_cursor_a_late_commit_of_another_stream_comes()
    {
        var late = _time.Now();
        await AppendManyAsync(FeedCursor.MaximumStreams);
        var page = await PageAsync(Stores[0], FeedCursor.Beginning, 500);
        await AppendAsync(Stores[0], "calendar-late", 0, late);
        var waiting = await PageAsync(Stores[0], page.Next, 500);
        _time.Advance(TimeSpan.FromMinutes(11));

        var next = await PageAsync(Stores[0], waiting.Next, 500);

        Assert.Equal((FeedCursor.MaximumStreams, 0), (page.Events.Length, waiting.Events.Length));
        Assert.Equal([PayloadPlace.IdOf(StreamName.Parse("calendar-late"), 1, 0)], next.Events.Select(IdOf));
    }

    [ServerFact]
    public async Task A_stream_that_cannot_be_read_is_held_back_and_others_go_on()
    {
        await AppendBadAsync();
        var (cursor, read) = (FeedCursor.Beginning, new List<string>());
        for (var n = 0; n < 4; n++, _time.Advance(TimeSpan.FromMinutes(15)))
        {
            await AppendAsync(Stores[0], "calendar-good", n);
            var page = await PageAsync(Stores[0], cursor, 50, Older);
            read.AddRange(page.Events.Select(IdOf));
            cursor = FeedCursor.Parse(page.Next.ToBytes())!;
            Assert.Equal((n == 0 ? 2 : 1, 1), (page.Events.Length, page.HeldBack));
        }

        var repaired = await PageAsync(Stores[0], cursor, 50);

        Assert.Equal([2L, 3L], repaired.Events.Select(e => _written[IdOf(e)].Version));
        Assert.Equal(0, repaired.HeldBack);
        Assert.Equal(_written.Keys.Order(StringComparer.Ordinal), read.Concat(repaired.Events.Select(IdOf)).Order(StringComparer.Ordinal));
    }

    [ServerFact]
    public async Task The_feed_stops_with_an_error_before_it_would_skip()
    {
        await AppendBadAsync();
        await AppendManyAsync(FeedCursor.MostStreams + 5);
        _time.Advance(TimeSpan.FromMinutes(11));
        var page = await PageAsync(Stores[0], FeedCursor.Beginning, 500, Older);

        var stopped = await Assert.ThrowsAsync<FeedStoppedException>(() => PageAsync(Stores[0], page.Next, 500, Older));

        Assert.IsType<UnknownEventTypeException>(stopped.InnerException);
        var repaired = await PageAsync(Stores[0], page.Next, 500);
        Assert.Equal(_written.Keys.Order(StringComparer.Ordinal), page.Events.Concat(repaired.Events).Select(IdOf).Order(StringComparer.Ordinal));
    }

    [ServerFact]
    public async Task Too_many_streams_at_one_instant_stop_the_feed_with_an_error()
    {
        await AppendManyAsync(FeedCursor.MostStreams + 1, apart: TimeSpan.Zero);
        _time.Advance(TimeSpan.FromMinutes(11));
        var page = await PageAsync(Stores[0], FeedCursor.Beginning, 500);

        Assert.Equal(FeedCursor.MostStreams, page.Events.Length);
        await Assert.ThrowsAsync<FeedStoppedException>(() => PageAsync(Stores[0], page.Next, 500));
    }

    // Its second event is of a type that an older version does not know.
    private async Task AppendBadAsync()
    {
        await AppendAsync(Stores[0], "calendar-bad", 0);
        await AppendAsync(Stores[0], "calendar-bad", 1, what: new HoldReleased(Guid.CreateVersion7()));
        await AppendAsync(Stores[0], "calendar-bad", 2);
    }

    private async Task AppendManyAsync(int streams, TimeSpan? apart = null)
    {
        for (var n = 0; n < streams; n++)
        {
            _time.Advance(apart ?? TimeSpan.FromMilliseconds(1));
            await AppendAsync(Stores[0], $"calendar-s{n}", 0);
        }
    }

    private async Task WriteAsync(int writer)
    {
        var store = Stores[writer % Stores.Count];
        var behind = writer == 3 ? Duration.FromSeconds(5) : Duration.Zero;
        for (var n = 0; n < CommitsEach; n++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(20));
            var stream = $"calendar-{((writer * 7) + (n * 5)) % Streams}";
            while (!await AppendAsync(store, stream, await VersionAsync(store, stream), _time.Now() - behind))
            {
                await Task.Yield();
            }
        }
    }

    private async Task<List<string>> ReadAsync(Func<bool> isOver)
    {
        var (cursor, read, turn) = (FeedCursor.Beginning, new List<string>(), 0);
        while (true)
        {
            var wasOver = isOver();
            var page = await PageAsync(Stores[turn++ % Stores.Count], cursor, 7);
            read.AddRange(page.Events.Select(IdOf));
            cursor = FeedCursor.Parse(page.Next.ToBytes())!;
            if (wasOver && page.Events.IsEmpty)
            {
                return read;
            }

            await Task.Yield();
        }
    }

    /// <param name="catalogue">The event types that the reader knows; null for all.</param>
    private Task<EventFeedPage> PageAsync(IEventStore store, FeedCursor cursor, int limit, EventCatalogue? catalogue = null)
    {
        var personal = new PersonalData(new WrappedPersonKeys(new InMemoryPersonKeys([], Steps.Locked()), DataKeys.None), new World(new Random(1), PlantedBug.None));
        var bookings = new BookingPayloads(
            new BookingHistory(new InMemoryReadModelStore(new ReadModelTables(), Steps.Locked()), store, Catalogue), new BookingTexts(personal));
        var composer = new PayloadComposer([bookings, new HoldPayloads()]);
        return new EventFeed(store, catalogue ?? Catalogue, composer, bookings, _time, NullLogger<EventFeed>.Instance).ReadAsync(cursor, limit, personal: false, CancellationToken.None);
    }

    private async Task<bool> AppendAsync(IEventStore store, string stream, long version, Instant? at = null, IDomainEvent? what = null)
    {
        var now = at ?? _time.Now();
        var held = new HoldPlaced(
            Guid.CreateVersion7(), new UserId(Guid.Empty), new ServiceId("cut"), BookedInterval.From(now, Duration.FromMinutes(30), CompleteObjects.Location), 1,
            BookingTerms.Of(CompleteObjects.Service), now);
        var commit = new Commit(
            new CommitId(Guid.CreateVersion7()), StreamName.Parse(stream), version, [Catalogue.Write(what ?? held)], new CommitMetadata(now, null, "feed"));
        if ((await store.AppendAsync([commit])).Stand != 1)
        {
            return false;
        }

        _written[PayloadPlace.IdOf(commit.Stream, version + 1, 0)] = (stream, version + 1);
        return true;
    }

    private static async Task<long> VersionAsync(IEventStore store, string stream) =>
        await store.ReadAsync(StreamName.Parse(stream), 0, 10_000, CancellationToken.None) is [.., var last] ? last.Version : 0;

    private static string IdOf(ReadOnlyMemory<byte> payload) => (string)JsonNode.Parse(payload.Span)!["id"]!;
}

public sealed class EventFeedOnSqliteTests : EventFeedContract, IDisposable
{
    private readonly SqliteFolder _folder = new();
    private IEventStore? _store;

    protected override IReadOnlyList<IEventStore> Stores => [_store ??= _folder.Events()];

    public void Dispose() => _folder.Dispose();
}
