using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Tests.Transfers;

/// <summary>The location of one booking by the events of all calendars, computed without the engine's aggregates.</summary>
/// <param name="Here">The calendars that contain it, with its time and status there.</param>
/// <param name="Reserved">The transfers for which a calendar reserves a time.</param>
/// <param name="Last">Its status when it left the last calendar for good, or null while it is active.</param>
public sealed record BookingLocation(
    IReadOnlyList<(string Calendar, Instant Start, BookingStatus Status)> Here,
    IReadOnlyList<(MoveId Move, bool IsDecided)> Reserved,
    BookingStatus? Last)
{
    /// <summary>The number of calendars that hold it. A mere reservation does not count, a decided transfer does.</summary>
    public int Holders => Here.Count + Reserved.Count(r => r.IsDecided);

    public static BookingLocation Of(BookingId id, IReadOnlyCollection<RecordedEvent> events)
    {
        var decided = events.Select(e => e.Event).OfType<BookingMovedAway>().Select(e => e.MoveId).ToHashSet();
        var here = new Dictionary<string, (Instant Start, BookingStatus Status)>();
        var reserved = new Dictionary<string, (MoveId Move, Instant Start)>();
        BookingStatus? last = null;
        foreach (var recorded in events.Where(e => e.Event is IBookingEvent booking && booking.BookingId == id))
        {
            var calendar = recorded.Stream.Id;
            switch (recorded.Event)
            {
                case BookingMade e:
                    here[calendar] = (e.Start, e.IsPending ? BookingStatus.Pending : BookingStatus.Confirmed);
                    break;
                case BookingRescheduled e:
                    here[calendar] = (e.Time.Start, e.IsPending ? BookingStatus.Pending : here[calendar].Status);
                    break;
                case BookingApproved:
                    here[calendar] = here[calendar] with { Status = BookingStatus.Confirmed };
                    break;
                case BookingCancelled or BookingDeclined:
                    here.Remove(calendar);
                    last = recorded.Event is BookingCancelled ? BookingStatus.Cancelled : BookingStatus.Declined;
                    break;
                case BookingMovedAway:
                    here.Remove(calendar);
                    break;
                case MoveReserved e:
                    reserved.Add(calendar, (e.MoveId, e.Time.Start));
                    break;
                case BookingMovedIn e:
                    here.Add(calendar, (reserved[calendar].Start, e.Status));
                    reserved.Remove(calendar);
                    break;
                case MoveReleased:
                    reserved.Remove(calendar);
                    break;
            }
        }

        return new(
            [.. here.Select(h => (h.Key, h.Value.Start, h.Value.Status))],
            [.. reserved.Values.Select(r => (r.Move, decided.Contains(r.Move)))],
            last);
    }
}
