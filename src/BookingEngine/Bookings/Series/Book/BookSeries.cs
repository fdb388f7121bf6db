using System.Collections.Immutable;
using BookingEngine.Bookings.Book;
using BookingEngine.Bookings.Series.Rules;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;

namespace BookingEngine.Bookings.Series.Book;

/// <param name="First">The first booking. The others differ from it only in their times.</param>
/// <param name="Skips">Whether times that are not possible are left out. If not, nothing is booked then.</param>
public sealed record BookSeries(BookSlot First, SeriesRule Rule, bool Skips);

/// <param name="Bookings">At least one, by start.</param>
/// <param name="Skipped">The times of the rule that are not booked.</param>
public sealed record BookedSeries(SeriesId Id, ImmutableArray<Booking> Bookings, ImmutableArray<SkippedTime> Skipped)
{
    /// <param name="recorded">The events of the command.</param>
    public static BookedSeries Of(ImmutableArray<RecordedEvent> recorded) => new(
        SeriesId.Of(((BookingMade)recorded[0].Event).BookingId)!.Value, [.. recorded.Select(Booking.Of)], ((BookingMade)recorded[0].Event).Skipped ?? []);
}
