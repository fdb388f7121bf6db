using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Webhooks.Payloads;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace BookingEngine.Webhooks.Feed;

/// <param name="Events">Payloads, each as JSON.</param>
/// <param name="Next">Where to go on, also at the end.</param>
/// <param name="HasMore">Whether more can be read at once.</param>
/// <param name="HeldBack">How many streams cannot be read. Their events come when they can.</param>
public sealed record EventFeedPage(ImmutableArray<ReadOnlyMemory<byte>> Events, FeedCursor Next, bool HasMore, int HeldBack);

/// <summary>All payloads ever, as a feed. Each comes once, and those of one stream or one booking in order. A commit may become visible after one with a
/// later time: another instance's clock is behind, or its append stalled. So the last minutes are looked through each time, by the versions of their
/// streams. Docs: docs/decisions/0064-the-events-feed.md.</summary>
public sealed class EventFeed(IEventStore store, EventCatalogue catalogue, PayloadComposer payloads, BookingPayloads bookings, TimeProvider time, ILogger<EventFeed> logger)
{
    /// <summary>No commit becomes visible later after its time than this. The sweep relies on the same.</summary>
    public static readonly Duration Window = Sweep.Overlap;

    private const int ScanSize = 500, MostScanned = 5_000;

    private readonly ConcurrentDictionary<StreamName, Instant> _logged = [];

    /// <param name="limit">The most payloads of a page.</param>
    public async Task<EventFeedPage> ReadAsync(FeedCursor after, int limit, bool personal, CancellationToken cancellation)
    {
        var settled = time.Now() - Window;
        var reading = new FeedReading(store, catalogue, payloads, bookings, after, settled, limit, personal);
        var scanned = 0;
        await foreach (var commit in ScanAsync(after.From, cancellation))
        {
            var isLong = ++scanned > MostScanned;
            if (isLong || !await reading.TryReadAsync(commit, cancellation))
            {
                // The next page would begin at the stream that is held back, and come no further than this one.
                return isLong && reading is { HeldBack.Causes.Count: > 0, Payloads.IsEmpty: true }
                    ? throw reading.StoppedAt(commit.RecordedAt)
                    : PageOf(reading, commit.RecordedAt, isComplete: false, isLong || reading.IsFull);
            }
        }

        return PageOf(reading, settled, isComplete: true, hasMore: false);
    }

    private EventFeedPage PageOf(FeedReading reading, Instant readTo, bool isComplete, bool hasMore)
    {
        foreach (var (stream, cause) in reading.HeldBack.Causes.Where(held => IsNews(held.Key)))
        {
            logger.FeedHoldsBack(cause, stream.Value);
        }

        return new EventFeedPage(reading.Payloads, reading.CursorAt(readTo, isComplete), hasMore, reading.HeldBack.Causes.Count);
    }

    // Readers ask each second. Once in a while is enough for the log.
    private bool IsNews(StreamName stream)
    {
        var now = time.Now();
        var isNews = !_logged.TryGetValue(stream, out var last) || last < now - Window;
        _logged[stream] = isNews ? now : last;
        return isNews;
    }

    // By time, each commit once.
    private async IAsyncEnumerable<RecordedVersion> ScanAsync(Instant from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (size, atFrom) = (ScanSize, new HashSet<StreamVersion>());
        while (await store.ListRecordedAsync(from, size, cancellation) is { Count: > 0 } page)
        {
            foreach (var commit in page.Where(c => c.RecordedAt > from || atFrom.Add(c.Reached)))
            {
                yield return commit;
            }

            if (page.Count < size)
            {
                break;
            }

            var last = page[^1].RecordedAt;
            (size, atFrom) = last == from ? (size * 2, atFrom) : (ScanSize, [.. page.Where(c => c.RecordedAt == last).Select(c => c.Reached)]);
            from = last;
        }
    }
}
