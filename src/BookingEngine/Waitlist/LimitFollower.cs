using BookingEngine.Aggregates;
using BookingEngine.BookingLimits;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.Waitlist.Signals;
using Microsoft.Extensions.Logging;

namespace BookingEngine.Waitlist;

/// <summary>Queues a look after a limit has freed places: the look at the calendar's event may have come before.</summary>
public sealed class LimitFollower(AggregateLoader loader, WaitlistSignal signal, ILogger<WaitlistSignal> logger) : IReleasedLimits
{
    /// <summary>Does nothing where nobody waits. The command has just written to the calendar, so the cache knows.</summary>
    public async Task FollowAsync(ResourceId resource)
    {
        var stream = Calendar.StreamOf(resource);
        try
        {
            if ((await loader.LoadAsync<Calendar>(stream, CancellationToken.None)).Aggregate.State.IsFollowed)
            {
                await signal.SendAsync(stream);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            logger.WaitlistSignalFailed(stream.Value, e);
        }
    }
}
