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

/// <summary>What was appended, told by the change stream of the events; on a server without change streams by the commits' own times.</summary>
/// <param name="wait">How long one question at the end of the feed may wait for something to come; a few are asked.</param>
public sealed class MongoFeed(MongoStore store, TimeProvider time, TimeSpan wait) : IFeed
{
    /// <summary>How far before its own clock a stream without a token begins: more than clocks may differ. So the first look at a new database also
    /// tells the event that woke it, which would otherwise wait for the sweep.</summary>
    private static readonly Duration Allowance = Duration.FromMinutes(1);

    private readonly MongoChangeStream _stream = new(store, wait);
    private readonly MongoPolledFeed _polled = new(store);
    private volatile bool _hasNoStream;

    public async Task<FeedPage> ReadAsync(FeedPosition? after, CancellationToken cancellation)
    {
        if (!_hasNoStream)
        {
            var from = MongoFeedPosition.Parse(after);
            var start = from.IsNowhere ? new MongoFeedPosition(null, time.Now() - Allowance) : from;
            if (await store.RunAsync(MongoCollections.Events, _ => _stream.ReadAsync(start, cancellation), cancellation) is { } page)
            {
                return PageOf(page, from);
            }

            _hasNoStream = true;
        }

        return await _polled.ReadAsync(after, time.Now() - Allowance, cancellation);
    }

    // Without a token there is but the clock to go on by; what it does not cover is the sweep's.
    private FeedPage PageOf(ChangePage page, MongoFeedPosition from)
    {
        var next = page.Token is not null ? new MongoFeedPosition(page.Token, null)
            : from.Time is not null && !page.HistoryLost ? from
            : new MongoFeedPosition(null, time.Now() - Allowance);
        return new FeedPage(page.Advanced, next.ToFeed(), page.HistoryLost || from.IsNowhere);
    }
}

/// <summary>Where a reader of a change stream stands: at a token, at a time, or nowhere yet.</summary>
internal sealed record MongoFeedPosition(BsonDocument? Token, Instant? Time)
{
    private const string AtToken = "token ", AtTime = "time ";
    private static readonly MongoFeedPosition Nowhere = new(null, null);

    public bool IsNowhere => this is { Token: null, Time: null };

    public static MongoFeedPosition Parse(FeedPosition? position) => position?.Value switch
    {
        { } text when text.StartsWith(AtToken, StringComparison.Ordinal) && BsonDocument.TryParse(text[AtToken.Length..], out var token) => new(token, null),
        { } text when text.StartsWith(AtTime, StringComparison.Ordinal) && long.TryParse(text[AtTime.Length..], CultureInfo.InvariantCulture, out var seconds) =>
            new(null, Instant.FromUnixTimeSeconds(seconds)),
        _ => Nowhere,
    };

    public FeedPosition ToFeed() => new(Token is not null
        ? AtToken + Token.ToJson()
        : AtTime + Time!.Value.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
}

/// <param name="Token">Where to go on from; null if the server has not given one yet.</param>
internal sealed record ChangePage(ImmutableArray<StreamVersion> Advanced, BsonDocument? Token, bool HistoryLost);
