using BookingEngine.Aggregates;
using BookingEngine.BookingLimits;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Waitlist.Signals;
using Microsoft.Extensions.Logging;

namespace BookingEngine.Waitlist;

/// <summary>Queues a look after a limit has freed places: the look at the calendar's event may have come before. It does nothing where nobody waits.</summary>
public sealed class LimitFollower(AggregateLoader loader, WaitlistSignal signal, ILogger<WaitlistSignal> logger) : IReleasedLimits
{
    /// <summary>The command has just written to the calendar, so the cache knows.</summary>
    public Task FollowAsync(ResourceId resource) => FollowAsync<Calendar>(Calendar.StreamOf(resource), Calendar.StreamOf(resource));

    public Task FollowAsync(ServiceId service) => FollowAsync<CataloguedService>(CataloguedService.StreamOf(service), ServiceWaitlist.StreamOf(service));

    private async Task FollowAsync<TState>(StreamName flagged, StreamName looked)
        where TState : IAggregate<TState>
    {
        try
        {
            if ((await loader.LoadAsync<TState>(flagged, CancellationToken.None)).Aggregate.State.IsFollowed)
            {
                await signal.SendAsync(looked);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            logger.WaitlistSignalFailed(flagged.Value, e);
        }
    }
}
