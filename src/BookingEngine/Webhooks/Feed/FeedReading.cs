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
    private readonly HeldBackStreams _heldBack = new();
    private Instant _from = after.From;
    private int _room = FeedCursor.MaximumStreams;
    private bool _isCursorFull;

    public ImmutableArray<ReadOnlyMemory<byte>> Payloads => _payloads.ToImmutable();

    /// <summary>Whether the limit was reached.</summary>
    public bool IsFull { get; private set; }

    /// <summary>What cannot be read.</summary>
    public HeldBackStreams HeldBack => _heldBack;

    /// <summary>The cursor after the page.</summary>
    /// <param name="readTo">Everything recorded before it was read or held back.</param>
    /// <param name="isComplete">Whether all commits since the former cursor's instant were looked at.</param>
    public FeedCursor CursorAt(Instant readTo, bool isComplete)
    {
        var from = Instant.Max(after.From, Instant.Min(Instant.Min(readTo, settled), _heldBack.Since));
        return new(from, _read.Where(read => _latest.TryGetValue(read.Key, out var latest) ? latest >= from : !isComplete).ToImmutableSortedDictionary());
    }

    /// <summary>Reads the commit's stream up to the commit. A stream that cannot be read is held back. False if the page must end before: it is full, or
    /// the event cannot be shown yet.</summary>
    /// <exception cref="FeedStoppedException">The page is empty, and waiting does not help.</exception>
    public async Task<bool> TryReadAsync(RecordedVersion commit, CancellationToken cancellation)
    {
        if (_read.Count >= FeedCursor.MaximumStreams)
        {
            ForgetSettled(Instant.Min(Instant.Min(commit.RecordedAt, settled), _heldBack.Since));
        }

        _room = commit.RecordedAt < settled ? FeedCursor.MostStreams : FeedCursor.MaximumStreams;
        try
        {
            if (!_heldBack.Contains(commit.Reached.Stream) && !await TryReadAsync(commit.Reached.Stream, commit.Reached.Version, cancellation))
            {
                return _isCursorFull && commit.RecordedAt < settled && _payloads.Count == 0 ? throw StoppedAt(commit.RecordedAt) : false;
            }
        }
        catch (Exception e) when (UnreadableEvents.Caused(e))
        {
            _heldBack.Add(commit, e);
        }

        Saw(FeedCursor.KeyOf(commit.Reached.Stream), commit.RecordedAt);
        return true;
    }

    public FeedStoppedException StoppedAt(Instant at) => new(at, _heldBack.Causes.Values.FirstOrDefault());

    private async Task<bool> TryReadAsync(StreamName stream, long upTo, CancellationToken cancellation)
    {
        var key = FeedCursor.KeyOf(stream);
        if (!_read.TryGetValue(key, out var version))
        {
            if (_isCursorFull = _read.Count >= _room)
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
            List<ReadOnlyMemory<byte>> composed = []; // all payloads of an event or none
            foreach (var place in IsFull ? [] : places)
            {
                composed.Add((await composer.ComposeAsync(place, personal, cancellation)).Json);
            }

            _payloads.AddRange(composed);
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
        var first = (await CommitOfAsync(stream, upTo, cancellation)).FirstVersion;
        while (first > 1 && await CommitOfAsync(stream, first - 1, cancellation) is var before && before.Metadata.RecordedAt >= _from)
        {
            first = before.FirstVersion;
        }

        return first - 1;
    }

    private async Task<StoredCommit> CommitOfAsync(StreamName stream, long version, CancellationToken cancellation) =>
        await store.FindAtAsync(stream, version, cancellation) ?? throw Missing(stream, version);

    private static DamagedStreamException Missing(StreamName stream, long version) => new(stream, $"its version {version} is missing");

    private async Task<StoredCommit> NextAsync(StreamName stream, long version, CancellationToken cancellation)
    {
        if (_pages.GetValueOrDefault(stream)?.FirstOrDefault(c => c.Version > version) is { } known)
        {
            return known;
        }

        var page = _pages[stream] = await store.ReadAsync(stream, version, PageSize, cancellation);
        return page is [var next, ..] && next.FirstVersion <= version + 1 ? next : await CommitOfAsync(stream, version + 1, cancellation);
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
