using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Webhooks.Payloads;
using NodaTime;

namespace BookingEngine.Webhooks.Feed;

/// <param name="Events">Payloads, each as JSON.</param>
/// <param name="Next">Where to go on, also at the end.</param>
/// <param name="HasMore">Whether more can be read at once.</param>
public sealed record EventFeedPage(ImmutableArray<ReadOnlyMemory<byte>> Events, FeedCursor Next, bool HasMore);

/// <summary>All payloads ever, as a feed. Each comes once, and those of one stream or one booking in order. A commit may become visible after one with a
/// later time: another instance's clock is behind, or its append stalled. So the last minutes are looked through each time, by the versions of their
/// streams. Docs: docs/decisions/0064-the-events-feed.md.</summary>
public sealed class EventFeed(IEventStore store, EventCatalogue catalogue, PayloadComposer payloads, BookingPayloads bookings, TimeProvider time)
{
    /// <summary>No commit becomes visible later after its time than this. The sweep relies on the same.</summary>
    public static readonly Duration Window = Sweep.Overlap;

    private const int ScanSize = 500, MostScanned = 5_000;

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
                var from = Instant.Max(after.From, Instant.Min(commit.RecordedAt, settled));
                return new EventFeedPage(reading.Payloads, reading.CursorAt(from, isComplete: false), isLong || reading.IsFull);
            }
        }

        return new EventFeedPage(reading.Payloads, reading.CursorAt(Instant.Max(after.From, settled), isComplete: true), HasMore: false);
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
