using System.Text.Json;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.CalendarFeeds;

/// <summary>A feed in a list. The list has no secrets, and no hashes of them.</summary>
public sealed record ListedFeed(Guid Id, UserId Maker, ResourceId? ResourceId, bool IsBusyOnly, Instant MadeAt);

/// <summary>The read model <c>feeds</c>: by maker, or by resource. A feed that has ended has no body.</summary>
public sealed class FeedsProjection : IProjection
{
    public const string ModelName = "feeds";

    public string Name => ModelName;

    public string Category => PersonFeeds.Category;

    public static string PartitionOf(UserId maker) => $"user {maker}";

    public static string PartitionOf(ResourceId resource) => $"resource {resource}";

    public static ListedFeed Read(ReadModelDocument document) => JsonSerializer.Deserialize(document.Body!, FeedJson.Stored.ListedFeed)!;

    public string? DocumentIdOf(RecordedEvent recorded) => recorded.Event switch
    {
        FeedMade e => $"{e.FeedId}",
        FeedEnded e => $"{e.FeedId}",
        _ => null,
    };

    public bool Starts(IDomainEvent domainEvent) => domainEvent is not FeedEnded;

    public ReadModelDocument Apply(ReadModelDocument? current, RecordedEvent recorded) => recorded.Event is FeedMade e
        ? new ReadModelDocument(
            $"{e.FeedId}", recorded.Stream, recorded.Version, e.ResourceId is { } resource ? PartitionOf(resource) : PartitionOf(e.Maker), $"{e.FeedId}",
            JsonSerializer.Serialize(new ListedFeed(e.FeedId, e.Maker, e.ResourceId, e.IsBusyOnly, recorded.Metadata.RecordedAt), FeedJson.Stored.ListedFeed))
        : current! with { Version = recorded.Version, Body = null };
}
