using BookingEngine.Ports;

namespace BookingEngine.ExternalCalendars.Fetch;

/// <summary>What the sweep does for external calendars, with one query if there are none. It need not run while nothing is written: a failing calendar and
/// a recovered one each write an event, and reading busy times also notices overdue feeds.</summary>
public sealed class FeedSweep(IFeedStates states, FeedSchedule schedule, TimeProvider time)
{
    private const int MaximumFeeds = 1_000;

    /// <returns>How many calendars could not be read for a day.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var (now, feeds) = (time.Now(), await states.ListTimesAsync(MaximumFeeds, cancellation));
        foreach (var overdue in feeds.Where(feed => feed.DueAt + FeedSchedule.Grace < now))
        {
            if (await states.FindAsync(overdue.Id, cancellation) is { } state)
            {
                await schedule.RemindAsync([state]);
            }
        }

        return feeds.Count(feed => feed.FailingSince + FeedReports.ReportAfter < now);
    }
}
