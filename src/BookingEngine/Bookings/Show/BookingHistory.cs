using System.Collections.Immutable;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using NodaTime;

namespace BookingEngine.Bookings.Show;

/// <summary>What a booking's own events say, in the order in which they happened, through all calendars that it was in.</summary>
public sealed class BookingHistory(IReadModelStore models, IEventStore store, EventCatalogue catalogue)
{
    /// <summary>The events of a booking; none where it is unknown. One read for each, whatever the length of the calendars. What was reserved for moves
    /// that did not take place is not among them.</summary>
    public async Task<ImmutableArray<RecordedEvent>> ReadAsync(BookingId id, CancellationToken cancellation)
    {
        var events = ImmutableArray.CreateBuilder<RecordedEvent>();
        MoveId? arrival = null;
        do
        {
            var document = await models.FindAsync(BookingsProjection.ModelName, BookingsProjection.DocumentIdOf(id, arrival), cancellation);
            if (document is not { Body: not null })
            {
                break;
            }

            var booking = BookingsProjection.Read(document);
            foreach (var version in booking.Versions)
            {
                events.Add(await ReadAsync(document.Stream, version, cancellation));
            }

            arrival = booking.MovedBy;
        }
        while (arrival is not null);
        return events.ToImmutable();
    }

    /// <summary>The booking as it was at an instant, by its events up to then; null where it had not been made.</summary>
    /// <param name="events">As <see cref="ReadAsync(BookingId, CancellationToken)"/> gives them.</param>
    public static Booking? At(Instant instant, IEnumerable<RecordedEvent> events) =>
        events.TakeWhile(e => e.Metadata.RecordedAt <= instant).Aggregate((Booking?)null, After);

    /// <summary>The booking after the next of its events.</summary>
    /// <param name="before">Null before the first.</param>
    public static Booking After(Booking? before, RecordedEvent recorded) => recorded.Event switch
    {
        BookingMade e => Booking.Of(e, recorded),
        MoveReserved e => before! with { Arrival = e.MoveId, MovedBy = null, IsOverride = e.IsOverride }, // told after it was let go
        _ => before!.After(recorded),
    };

    private async Task<RecordedEvent> ReadAsync(StreamName stream, long version, CancellationToken cancellation) =>
        catalogue.Read((await store.ReadAsync(stream, version - 1, 1, cancellation)).Single()).Single(e => e.Version == version);
}
