using BookingEngine.Aggregates;
using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using NodaTime;

namespace BookingEngine.CalendarFeeds;

/// <summary>When the appointments of a feed changed, and how often.</summary>
public sealed class FeedChanges(AggregateLoader loader, IEventStore store, IReadModelStore models)
{
    // A move is told of as of its event in the calendar that the booking left. Two more bring it into the present one.
    private const int EventsOfArrival = 2;

    /// <summary>The newest change of the appointments. One read for each calendar that they are in.</summary>
    /// <param name="bookings">Also those that were called off.</param>
    public async Task<Instant> FindLastAsync(Feed feed, IReadOnlyList<Booking> bookings, CancellationToken cancellation)
    {
        var versions = feed.ResourceId is { } resource
            ? [(Calendar.StreamOf(resource), (await loader.RefreshAsync<Calendar>(Calendar.StreamOf(resource), cancellation)).Version)]
            : bookings.GroupBy(booking => booking.CalendarId).Select(group => (Calendar.StreamOf(group.Key), group.Max(booking => booking.Versions[^1])));
        var last = NodaConstants.UnixEpoch;
        foreach (var (stream, version) in versions)
        {
            if (version > 0 && await store.ReadAsync(stream, version - 1, 1, cancellation) is [var commit, ..])
            {
                last = Instant.Max(last, commit.Metadata.RecordedAt);
            }
        }

        return last;
    }

    /// <summary>The place of the booking's last event in its life, as in mails. Only a booking that came from another calendar takes reads.</summary>
    public async Task<int> SequenceOfAsync(Booking booking, CancellationToken cancellation)
    {
        var events = booking.Arrival is not null && booking.Versions.Length <= EventsOfArrival ? 0 : booking.Versions.Length;
        for (MoveId? arrival = null, until = booking.Arrival; arrival != until;)
        {
            var document = await models.FindAsync(BookingsProjection.ModelName, BookingsProjection.DocumentIdOf(booking.Id, arrival), cancellation);
            if (document is not { Body: not null } || BookingsProjection.Read(document) is not { MovedBy: { } next } before)
            {
                break;
            }

            events += before.Versions.Length;
            arrival = next;
        }

        return events - 1;
    }
}
