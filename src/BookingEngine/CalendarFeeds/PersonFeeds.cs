using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.Aggregates;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Users;

namespace BookingEngine.CalendarFeeds;

/// <summary>A feed: a secret address at which a calendar program reads appointments.</summary>
/// <param name="SecretHash">SHA-256 of the secret. The secret is not stored.</param>
/// <param name="ResourceId">Whose appointments it has; null for the maker's own.</param>
/// <param name="IsBusyOnly">Whether it says only when, and nothing else.</param>
public sealed record Feed(Guid Id, string SecretHash, ResourceId? ResourceId, bool IsBusyOnly);

/// <summary>The aggregate of one person's feeds.</summary>
public sealed record PersonFeeds(ImmutableArray<Feed> Feeds) : IAggregate<PersonFeeds>
{
    public static string Category => "feeds";

    public static SnapshotShape<PersonFeeds> Shape { get; } = SnapshotShape.Of<PersonFeeds, StoredFeeds>(
        "feeds.v1", () => FeedJson.Stored.StateAtStoredFeeds, state => new(state.Feeds), stored => new(stored.Feeds));

    public static StreamName StreamOf(UserId maker) => StreamName.Of(Category, $"{maker}");

    public static PersonFeeds InitialOf(StreamName stream) => new(ImmutableArray<Feed>.Empty);

    public PersonFeeds Apply(RecordedEvent recorded) => recorded.Event switch
    {
        FeedMade e => new(Feeds.Add(new Feed(e.FeedId, e.SecretHash, e.ResourceId, e.IsBusyOnly))),
        FeedEnded e => new(Feeds.RemoveAll(feed => feed.Id == e.FeedId)),
        _ => this,
    };
}

/// <param name="SecretHash">SHA-256 of the secret.</param>
/// <param name="ResourceId">Whose appointments it has; null for the maker's own.</param>
public sealed record FeedMade(Guid FeedId, UserId Maker, string SecretHash, ResourceId? ResourceId, bool IsBusyOnly) : IDomainEvent;

/// <summary>The feed's address is unknown from now on.</summary>
public sealed record FeedEnded(Guid FeedId) : IDomainEvent;

internal sealed record StoredFeeds(ImmutableArray<Feed> Feeds);

[JsonSerializable(typeof(FeedMade))]
[JsonSerializable(typeof(FeedEnded))]
[JsonSerializable(typeof(ListedFeed))]
[JsonSerializable(typeof(StateAt<StoredFeeds>))]
internal sealed partial class FeedJson : JsonSerializerContext
{
    public static FeedJson Stored { get; } = new(StoredJson.NewOptions());

    public static IEnumerable<EventType> Types =>
    [
        EventType.Of("feed-made.v1", () => Stored.FeedMade),
        EventType.Of("feed-ended.v1", () => Stored.FeedEnded),
    ];
}
