using BookingEngine.Aggregates;
using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;

namespace BookingEngine.CalendarFeeds;

/// <param name="ResourceId">Whose appointments it is to have; null for the maker's own.</param>
public sealed record MakeFeed(Actor Maker, ResourceId? ResourceId, bool IsBusyOnly);

/// <param name="Secret">Shown once: only its hash is stored.</param>
public sealed record NewFeed(ListedFeed Feed, string Secret);

public sealed class MakeFeedHandler(CommandExecutor executor, AggregateLoader loader, BookingAccess access, FeedSecrets secrets, IIds ids)
{
    private const int MaximumFeeds = 20;

    public static readonly Refusal TooMany = new(
        RefusalKind.Conflict, "too_many_feeds", $"You have {MaximumFeeds} feeds already, the maximum. End one that you no longer need.");

    public async Task<Outcome<NewFeed>> HandleAsync(MakeFeed command, CommandContext context, CancellationToken cancellation)
    {
        if (command.ResourceId is { } resource && await FindRefusalAsync(command.Maker, resource, cancellation) is { } refused)
        {
            return refused;
        }

        var maker = command.Maker.UserId;
        var secret = secrets.Create(maker);
        var made = new FeedMade(ids.Next(), maker, FeedSecrets.Hash(secret), command.ResourceId, command.IsBusyOnly);
        var outcome = await executor.ExecuteAsync<PersonFeeds>(PersonFeeds.StreamOf(maker), context, current => Make(current, made), cancellation);
        return outcome.Refusal is { } refusal
            ? refusal
            : new NewFeed(new ListedFeed(made.FeedId, maker, made.ResourceId, made.IsBusyOnly, context.Now), secret);
    }

    public static Decision Make(PersonFeeds current, FeedMade made) =>
        current.Feeds.Length >= MaximumFeeds ? TooMany : Decision.Of(made);

    /// <summary>Null if the actor may read the resource's appointments.</summary>
    internal async Task<Refusal?> FindRefusalAsync(Actor actor, ResourceId resource, CancellationToken cancellation) =>
        !CatalogueIdRules.IsValid(resource.Value)
            || (await loader.RefreshAsync<Calendar>(Calendar.StreamOf(resource), cancellation)).State.Resource.Value is null ? CatalogueRefusals.NotFound
        : await access.CanManageAsync(actor, [resource], cancellation) ? null
        : BookingRefusals.StaffOnly;
}
