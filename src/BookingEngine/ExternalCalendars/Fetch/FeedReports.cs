using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace BookingEngine.ExternalCalendars.Fetch;

/// <summary>Records that a feed has been failing for a day, and that it can be read again. Each is one event, on which the mail and the health check
/// depend.</summary>
public sealed class FeedReports(CommandExecutor executor, IFeedStates states, ILogger<FeedReports> logger)
{
    public static readonly Duration ReportAfter = Duration.FromHours(24);

    /// <param name="read">The new state.</param>
    /// <param name="wasReported">Whether an event tells of failures before.</param>
    public async Task ReportAsync(FeedState read, ExternalCalendarId calendar, bool wasReported, Instant now, CancellationToken cancellation)
    {
        if (read is { FailingSince: { } since, Reading: { Fault: { } fault, IsReported: false } } && now - since >= ReportAfter)
        {
            await RecordAsync(read, new ExternalCalendarFailing(calendar, read.Id, since, fault), $"failing since {since}", since + ReportAfter, now, cancellation);
            logger.CalendarFailing(calendar.Value, read.ResourceId.Value, fault);
            await states.TryReplaceAsync(read.Next with { Reading = read.Reading with { IsReported = true } }, read.Revision);
        }
        else if (read.FailingSince is null && wasReported)
        {
            await RecordAsync(read, new ExternalCalendarRecovered(calendar, read.Id), $"recovered {now}", now, now, cancellation);
        }
    }

    // The same commit id at each run, so that there is one event and one mail.
    private async Task RecordAsync(FeedState state, IDomainEvent happened, string what, Instant since, Instant now, CancellationToken cancellation)
    {
        var context = new CommandContext(
            new CommitId(new CommitId(state.Id.Value).Derive(what)), now, Actor: null, $"external calendar {state.Id}")
        {
            Attempt = CommandAttempt.Competing(since),
        };
        await executor.ExecuteAsync<Calendar>(
            Calendar.StreamOf(state.ResourceId), context,
            current => current.ExternalCalendars.Calendars.Any(known => known.Feed == state.Id) ? Decision.Of(happened) : Decision.Nothing, cancellation);
    }
}

internal static partial class ExternalCalendarLog
{
    [LoggerMessage(1101, LogLevel.Warning, "The external calendar {Calendar} of {Resource} could not be read for a day: {Fault}. Its last known times stay closed. Correct its address or remove it")]
    public static partial void CalendarFailing(this ILogger logger, Guid calendar, string resource, string fault);
}
