using BookingEngine.Bookings;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using BookingEngine.Users;

namespace BookingEngine.CalendarFeeds;

/// <summary>Lists feeds, and ends them.</summary>
public sealed class FeedLists(IReadModelStore models, MakeFeedHandler making, BookingAccess access, CommandExecutor executor)
{
    public static readonly Refusal NotFound = new(RefusalKind.NotFound, "not_found", "There is no feed with this id. It may have ended.");

    /// <summary>Those of the maker's own appointments, the oldest first.</summary>
    public Task<IReadOnlyList<ListedFeed>> OfAsync(UserId maker, CancellationToken cancellation) =>
        ReadAsync(FeedsProjection.PartitionOf(maker), cancellation);

    /// <summary>Those of the resource whose makers may still read it, the oldest first.</summary>
    public async Task<Outcome<IReadOnlyList<ListedFeed>>> OfAsync(ResourceId resource, Actor actor, CancellationToken cancellation)
    {
        if (await making.FindRefusalAsync(actor, resource, cancellation) is { } refusal)
        {
            return refusal;
        }

        List<ListedFeed> found = [];
        foreach (var feed in await ReadAsync(FeedsProjection.PartitionOf(resource), cancellation))
        {
            if (await access.CanStillManageAsync(feed.Maker, resource, cancellation))
            {
                found.Add(feed);
            }
        }

        return found;
    }

    /// <summary>Ends an own feed. Administrators also end others' feeds of resources.</summary>
    public async Task<Outcome<Guid>> EndAsync(Guid id, Actor actor, CommandContext context, CancellationToken cancellation)
    {
        if (await models.FindAsync(FeedsProjection.ModelName, $"{id}", cancellation) is not { Body: not null } document
            || FeedsProjection.Read(document) is var feed && feed.Maker != actor.UserId && (feed.ResourceId is null || actor.Role is not Role.Admin))
        {
            return NotFound;
        }

        var outcome = await executor.ExecuteAsync<PersonFeeds>(PersonFeeds.StreamOf(feed.Maker), context, current => End(current, id), cancellation);
        return outcome.Refusal is { } refusal ? refusal : id;
    }

    public static Decision End(PersonFeeds current, Guid id) =>
        current.Feeds.Any(feed => feed.Id == id) ? Decision.Of(new FeedEnded(id)) : Decision.Nothing;

    private async Task<IReadOnlyList<ListedFeed>> ReadAsync(string partition, CancellationToken cancellation) =>
    [
        .. (await models.ListAsync(ReadModelList.OfPartition(FeedsProjection.ModelName, partition), default, cancellation)).Select(FeedsProjection.Read),
    ];
}
