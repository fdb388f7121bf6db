using System.Collections.Immutable;
using BookingEngine.EventSourcing;
using BookingEngine.Webhooks.Payloads;
using NodaTime;

namespace BookingEngine.Webhooks.Feed;

/// <summary>The reading of one page. What was read of a stream is always all of it up to a version.</summary>
internal sealed class FeedReading(
    IEventStore store, EventCatalogue catalogue, PayloadComposer composer, BookingPayloads bookings, FeedCursor after, Instant settled, int limit,
    bool personal)
{
    private const int PageSize = 50;

    private readonly ImmutableArray<ReadOnlyMemory<byte>>.Builder _payloads = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
    private readonly Dictionary<ulong, long> _read = new(after.Read);
    private readonly Dictionary<ulong, Instant> _latest = [];
    private readonly Dictionary<StreamName, IReadOnlyList<StoredCommit>> _pages = [];
    private Instant _from = after.From;

    public ImmutableArray<ReadOnlyMemory<byte>> Payloads => _payloads.ToImmutable();

    /// <summary>Whether the limit was reached.</summary>
    public bool IsFull { get; private set; }

    /// <summary>The cursor after the page.</summary>
    /// <param name="from">Everything recorded before it was read.</param>
    /// <param name="isComplete">Whether all commits since the former cursor's instant were looked at.</param>
    public FeedCursor CursorAt(Instant from, bool isComplete) => new(
        from, _read.Where(read => _latest.TryGetValue(read.Key, out var latest) ? latest >= from : !isComplete).ToImmutableSortedDictionary());

    /// <summary>Reads the commit's stream up to the commit. False if the page must end before: it is full, or the event cannot be shown yet.</summary>
    public async Task<bool> TryReadAsync(RecordedVersion commit, CancellationToken cancellation)
    {
        if (_read.Count >= FeedCursor.MaximumStreams)
        {
            ForgetSettled(Instant.Min(commit.RecordedAt, settled));
        }

        if (!await TryReadAsync(commit.Reached.Stream, commit.Reached.Version, cancellation))
        {
            return false;
        }

        Saw(FeedCursor.KeyOf(commit.Reached.Stream), commit.RecordedAt);
        return true;
    }

    private async Task<bool> TryReadAsync(StreamName stream, long upTo, CancellationToken cancellation)
    {
        var key = FeedCursor.KeyOf(stream);
        if (!_read.TryGetValue(key, out var version))
        {
            if (_read.Count >= FeedCursor.MaximumStreams)
            {
                return false; // its events come when those of other streams are settled
            }

            version = await FindReadAsync(stream, upTo, cancellation);
        }

        while (version < upTo)
        {
            var commit = await NextAsync(stream, version, cancellation);
            foreach (var recorded in catalogue.Read(commit).Where(e => e.Version > version))
            {
                if (!await TryReadAsync(recorded, cancellation))
                {
                    return false;
                }

                _read[key] = version = recorded.Version;
                Saw(key, commit.Metadata.RecordedAt);
            }
        }

        return true;
    }

    private async Task<bool> TryReadAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        try
        {
            foreach (var earlier in await bookings.FindEarlierElsewhereAsync(recorded, cancellation))
            {
                if (!IsRead(earlier) && !await TryReadAsync(earlier.Stream, earlier.Version, cancellation))
                {
                    return false;
                }
            }

            var places = await composer.PlaceAsync(recorded, cancellation);
            IsFull |= _payloads.Count + places.Length > limit;
            foreach (var place in IsFull ? [] : places)
            {
                _payloads.Add((await composer.ComposeAsync(place, personal, cancellation)).Json);
            }

            return !IsFull;
        }
        catch (PayloadNotReadyException)
        {
            return false;
        }
    }

    private bool IsRead(RecordedEvent recorded) => _read.TryGetValue(FeedCursor.KeyOf(recorded.Stream), out var version)
        ? version >= recorded.Version
        : recorded.Metadata.RecordedAt < _from;

    // Nothing of the stream since the cursor's instant was read. So what was read ends at the last commit from before it.
    private async Task<long> FindReadAsync(StreamName stream, long upTo, CancellationToken cancellation)
    {
        var first = (await store.ReadAsync(stream, upTo - 1, 1, cancellation))[0].FirstVersion;
        while (first > 1 && (await store.ReadAsync(stream, first - 2, 1, cancellation))[0] is var before && before.Metadata.RecordedAt >= _from)
        {
            first = before.FirstVersion;
        }

        return first - 1;
    }

    private async Task<StoredCommit> NextAsync(StreamName stream, long version, CancellationToken cancellation)
    {
        if (_pages.GetValueOrDefault(stream)?.FirstOrDefault(c => c.Version > version) is { } known)
        {
            return known;
        }

        var page = _pages[stream] = await store.ReadAsync(stream, version, PageSize, cancellation);
        return page[0];
    }

    private void Saw(ulong key, Instant at) => _latest[key] = Instant.Max(at, _latest.GetValueOrDefault(key, Instant.MinValue));

    // Everything before the instant was read, so nothing needs to be remembered of streams that end before it.
    private void ForgetSettled(Instant from)
    {
        _from = Instant.Max(_from, from);
        foreach (var (key, _) in _latest.Where(seen => seen.Value < _from).ToList())
        {
            _read.Remove(key);
            _latest.Remove(key);
        }
    }
}
