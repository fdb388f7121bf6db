using System.Collections.Immutable;
using System.Globalization;
using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Pipeline.Feeds;
using BookingEngine.Ports;
using MongoDB.Bson;
using NodaTime;

namespace BookingEngine.Infrastructure.Mongo.Events;

/// <summary>The feed from the change stream of the events. On a server without change streams, it polls by recorded time.</summary>
/// <param name="wait">How long one request at the end of the feed may wait for changes. A read makes several such requests.</param>
public sealed class MongoFeed(MongoStore store, TimeProvider time, TimeSpan wait) : IFeed
{
    /// <summary>How far before the local time a stream without a token starts. It exceeds the difference between clocks. So the first read of
    /// a new database includes the event that caused the read. Otherwise that event would wait for the sweep.</summary>
    private static readonly Duration ClockTolerance = Duration.FromMinutes(1);

    private readonly MongoChangeStream _stream = new(store, wait);
    private readonly MongoPolledFeed _polled = new(store);
    private volatile bool _isPolling;

    public async Task<FeedPage> ReadAsync(FeedPosition? after, CancellationToken cancellation)
    {
        if (!_isPolling)
        {
            var from = MongoFeedPosition.Parse(after);
            var start = from.IsUnset ? new MongoFeedPosition(null, time.Now() - ClockTolerance) : from;
            if (await store.RunAsync(MongoCollections.Events, _ => _stream.ReadAsync(start, cancellation), cancellation) is { } page)
            {
                return PageOf(page, from);
            }

            _isPolling = true;
        }

        return await _polled.ReadAsync(after, time.Now() - ClockTolerance, cancellation);
    }

    // Without a token, the next read can only start at a time. The sweep finds what that misses.
    private FeedPage PageOf(ChangePage page, MongoFeedPosition from)
    {
        var next = page.Token is not null ? new MongoFeedPosition(page.Token, null)
            : from.Time is not null && !page.HistoryLost ? from
            : new MongoFeedPosition(null, time.Now() - ClockTolerance);
        return new FeedPage(page.Advanced, next.ToFeed(), page.HistoryLost || from.IsUnset);
    }
}

/// <summary>A reader's position in a change stream: a token, a time, or unset.</summary>
internal sealed record MongoFeedPosition(BsonDocument? Token, Instant? Time)
{
    private const string AtToken = "token ", AtTime = "time ";
    private static readonly MongoFeedPosition Unset = new(null, null);

    public bool IsUnset => this is { Token: null, Time: null };

    public static MongoFeedPosition Parse(FeedPosition? position) => position?.Value switch
    {
        { } text when text.StartsWith(AtToken, StringComparison.Ordinal) && BsonDocument.TryParse(text[AtToken.Length..], out var token) => new(token, null),
        { } text when text.StartsWith(AtTime, StringComparison.Ordinal) && long.TryParse(text[AtTime.Length..], CultureInfo.InvariantCulture, out var seconds) =>
            new(null, Instant.FromUnixTimeSeconds(seconds)),
        _ => Unset,
    };

    public FeedPosition ToFeed() => new(Token is not null
        ? AtToken + Token.ToJson()
        : AtTime + Time!.Value.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
}

/// <param name="Token">The position to continue from; null if the server has not returned one yet.</param>
internal sealed record ChangePage(ImmutableArray<StreamVersion> Advanced, BsonDocument? Token, bool HistoryLost);
