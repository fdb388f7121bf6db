using BookingEngine.Ports;

namespace BookingEngine.ExternalCalendars.Fetch;

/// <summary>What the sweep does for external calendars. It need not run while nothing is written: a failing calendar and a recovered one each write an
/// event, and whoever reads busy times also notices overdue feeds.</summary>
public sealed class FeedSweep(IFeedStates states, FeedSchedule schedule, TimeProvider time)
{
    private const int MaximumCounted = 100;

    /// <returns>How many calendars could not be read for a day, at most 100.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        await schedule.SweepAsync(cancellation);
        return await states.CountFailingAsync(time.Now() - FeedReports.ReportAfter, MaximumCounted, cancellation);
    }
}
