using System.Globalization;
using BookingEngine.Ports;
using BookingEngine.Queues;
using NodaTime;

namespace BookingEngine.ExternalCalendars;

/// <summary>Sends the messages on which feeds are read. Each message sends the next one, and a lost one is sent again by the process that notices.</summary>
public sealed class FeedSchedule(IFeedStates states, IMessageQueue queue, TimeProvider time)
{
    /// <summary>How late a feed may be before its message counts as lost.</summary>
    public static readonly Duration Grace = Duration.FromMinutes(10);

    /// <summary>The message of the state, hidden until it is due.</summary>
    public Task SendAsync(FeedState state)
    {
        var wait = state.DueAt - time.Now();
        return queue.SendAsync(QueueNames.ExternalCalendars, new FeedMessage(state.Id, state.Armed).ToText(), wait > Duration.Zero ? wait.ToTimeSpan() : TimeSpan.Zero);
    }

    /// <summary>Sends the messages of those that are overdue again.</summary>
    public async Task RemindAsync(IEnumerable<FeedState> found)
    {
        var now = time.Now();
        foreach (var state in found.Where(state => state.DueAt + Grace < now))
        {
            // Due from now on, so that not everyone sends it again.
            var next = state.Next with { DueAt = now, Armed = state.Armed + 1 };
            if (await states.TryReplaceAsync(next, state.Revision))
            {
                await SendAsync(next);
            }
        }
    }
}

/// <summary>A message of the queue: a feed's id, a space, and <see cref="FeedState.Armed"/>.</summary>
public sealed record FeedMessage(FeedId Feed, int Armed)
{
    /// <exception cref="FormatException">It is none.</exception>
    public static FeedMessage Parse(string text) => text.Split(' ') is [var id, var armed]
        ? new(new FeedId(Guid.ParseExact(id, "D")), int.Parse(armed, NumberStyles.None, CultureInfo.InvariantCulture))
        : throw new FormatException("A message of external calendars must be an id and a number.");

    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Feed} {Armed}");
}
