using System.Collections.Immutable;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Show;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;

namespace BookingEngine.BookingMails;

/// <summary>One booking of several that a mail tells of.</summary>
/// <param name="Booking">After the event.</param>
/// <param name="Position">The event's place in the booking's life.</param>
public sealed record ToldBooking(Booking Booking, int Position);

/// <summary>Reads the bookings of a series that one operation has changed in one calendar. One mail tells of all of them.</summary>
public sealed class ToldTogetherReader(IEventStore store, EventCatalogue catalogue, IReadModelStore models, BookingHistory history)
{
    /// <summary>By start. Null if the read model does not have them yet.</summary>
    /// <param name="first">The first event of the operation.</param>
    public async Task<ImmutableArray<ToldBooking>?> ReadAsync(RecordedEvent first, CancellationToken cancellation)
    {
        var commit = await store.FindAtAsync(first.Stream, first.Version, cancellation);
        RecordedEvent[] events = [.. catalogue.Read(commit!).Where(e => e.Event.Part?.Operation == first.Event.Part!.Operation)];
        var ids = events.ToDictionary(e => BookingsProjection.DocumentIdOf(((IBookingEvent)e.Event).BookingId, ((IBookingEvent)e.Event).Arrival));
        var told = ImmutableArray.CreateBuilder<ToldBooking>(events.Length);
        foreach (var document in await models.FindAllAsync(BookingsProjection.ModelName, ids.Keys, cancellation))
        {
            if (document.Body is not null && BookingsProjection.Read(document) is var booking && booking.Versions.Contains(ids[document.Id].Version))
            {
                told.Add(new ToldBooking(After(booking, ids[document.Id]), await PositionAsync(booking, ids[document.Id], cancellation)));
            }
        }

        return told.Count == events.Length ? [.. told.OrderBy(t => t.Booking.Slot)] : null;
    }

    // Later events of a booking may have changed it again.
    private static Booking After(Booking now, RecordedEvent recorded) => recorded.Event switch
    {
        BookingMade e => Booking.Of(e, recorded),
        BookingRescheduled e => now with
        {
            Slot = e.Time.Start,
            End = e.Time.End,
            TimeZone = e.Time.TimeZone,
            Status = e.IsPending || now.Status is BookingStatus.Pending ? BookingStatus.Pending : BookingStatus.Confirmed,
        },
        BookingRezoned e => now with { Slot = e.Time.Start, End = e.Time.End, TimeZone = e.Time.TimeZone },
        BookingApproved => now with { Status = BookingStatus.Confirmed },
        _ => now,
    };

    private async Task<int> PositionAsync(Booking booking, RecordedEvent recorded, CancellationToken cancellation) => booking.Arrival is null
        ? booking.Versions.IndexOf(recorded.Version)
        : (await history.ReadAsync(booking.Id, cancellation)).ToList().FindIndex(e => e.Stream == recorded.Stream && e.Version == recorded.Version);
}
