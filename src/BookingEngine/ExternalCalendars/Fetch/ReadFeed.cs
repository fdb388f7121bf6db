using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.ExternalCalendars.Change;
using BookingEngine.Outbound;
using BookingEngine.Ports;
using BookingEngine.Waitlist.Signals;
using NodaTime;

namespace BookingEngine.ExternalCalendars.Fetch;

/// <summary>Reads a feed, and sends the message on which it is read next. That comes first, so that a crash does not end the chain. Of two messages of one
/// feed only one goes on.</summary>
public sealed class ReadFeedHandler(
    IFeedStates states, FeedSchedule schedule, CalendarReader calendars, FeedSecrets secrets, FeedRemoval removal, OutboundPolicy policy, FeedFetcher fetcher,
    FeedReports reports, WaitlistSignal signal, IRandomBytes random, TimeProvider time)
{
    /// <summary>How often a feed is read, give or take a tenth.</summary>
    public static readonly Duration Interval = Duration.FromMinutes(15);

    /// <summary>How long a feed may have no resource: the request that adds it may still run.</summary>
    private static readonly Duration LongestAdding = Duration.FromHours(1);

    private static readonly Duration Early = Duration.FromSeconds(5);

    public async Task HandleAsync(string message, CancellationToken cancellation)
    {
        var (feed, armed) = FeedMessage.Parse(message);
        if (await states.FindAsync(feed, cancellation) is not { } state || state.Armed != armed)
        {
            return; // removed, or another message goes on
        }

        var now = time.Now();
        if (state.DueAt > now + Early)
        {
            await schedule.SendAsync(state); // it may wait longer than was known when this message was sent
            return;
        }

        var claimed = state.Next with { DueAt = now + Interval + Spread(), Armed = armed + 1 };
        if (await states.TryReplaceAsync(claimed, state.Revision))
        {
            await schedule.SendAsync(claimed);
            await ReadAsync(claimed, now, cancellation);
        }
    }

    private async Task ReadAsync(FeedState state, Instant now, CancellationToken cancellation)
    {
        var at = await calendars.FindNewestAsync(state.ResourceId, cancellation);
        var calendar = at?.State.ExternalCalendars.Calendars.FirstOrDefault(known => known.Feed == state.Id);
        if (calendar is null || (await secrets.DecryptAsync([calendar], cancellation)).GetValueOrDefault(state.Id) is not { } secret)
        {
            await RemoveAsync(state, now);
            return;
        }

        var (reading, wait) = policy.Read(secret.Url) is { } address
            ? await fetcher.FetchAsync(address, state.Reading, at!.Locations.ZoneAt(now), IsBookingOf(at.State), now, cancellation)
            : (state.Reading with { Fault = FeedFaults.Of(OutboundFailure.AddressRefused) }, Duration.Zero);
        var read = state.Next with
        {
            DueAt = Instant.Max(state.DueAt, now + wait),
            FailingSince = reading.Fault is null ? null : state.FailingSince ?? now,
            Reading = reading,
        };
        if (await states.TryReplaceAsync(read, state.Revision))
        {
            await (reading.Busy != state.Reading.Busy && at!.State.IsFollowed ? signal.TrySendAsync(Calendar.StreamOf(state.ResourceId)) : Task.CompletedTask);
            await reports.ReportAsync(read, calendar.Id, state.Reading.IsReported, now, cancellation);
        }
    }

    private async Task RemoveAsync(FeedState state, Instant now)
    {
        if (state.Reading.AddedAt + LongestAdding < now)
        {
            await removal.RemoveAsync([state.Id]);
        }
    }

    // The mails to the staff carry entries with these ids.
    private static Func<string, bool> IsBookingOf(Calendar calendar) =>
        uid => Guid.TryParseExact(uid, "D", out var id) && calendar.Find(new BookingId(id)) is not null;

    // Not all feeds at the same second.
    private Duration Spread()
    {
        Span<byte> spread = stackalloc byte[1];
        random.Fill(spread);
        return Interval * ((spread[0] - 127.5) / 1275);
    }
}
