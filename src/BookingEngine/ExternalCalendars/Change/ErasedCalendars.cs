using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Users;

namespace BookingEngine.ExternalCalendars.Change;

/// <summary>Removes the external calendars that an erased person has added.</summary>
public sealed class ErasedCalendars(IFeedStates states, FeedRemoval removal, CommandExecutor executor, IIds ids, TimeProvider time)
{
    public async Task RemoveAsync(UserId user, string correlation, CancellationToken cancellation)
    {
        foreach (var state in await states.ListAsync(user, cancellation))
        {
            await executor.ExecuteAsync<Calendar>(
                Calendar.StreamOf(state.ResourceId), new CommandContext(new CommitId(ids.Next()), time.Now(), Actor: null, correlation),
                calendar => Remove(calendar, state.Id), cancellation);
            await removal.RemoveAsync([state.Id]);
        }
    }

    public static Decision Remove(Calendar calendar, FeedId feed)
    {
        var left = calendar.ExternalCalendars.Calendars.RemoveAll(other => other.Feed == feed);
        return left.Length == calendar.ExternalCalendars.Calendars.Length ? Decision.Nothing : Decision.Of(new ExternalCalendarsChanged(left));
    }
}
