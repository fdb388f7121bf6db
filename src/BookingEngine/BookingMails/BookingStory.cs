using System.Collections.Immutable;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Show;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;

namespace BookingEngine.BookingMails;

/// <summary>A booking's life up to one of its events, and what it is now.</summary>
/// <param name="Events">All events of the booking, in order.</param>
/// <param name="States">The booking after each of them.</param>
/// <param name="Position">The event's place among them.</param>
public sealed record BookingStory(ImmutableArray<RecordedEvent> Events, ImmutableArray<Booking> States, int Position)
{
    public RecordedEvent Event => Events[Position];

    public Booking After => States[Position];

    /// <summary>Null before the first event.</summary>
    public Booking? Before => Position == 0 ? null : States[Position - 1];

    public Booking Now => States[^1];

    /// <summary>Whether nobody has proved the guest's address: then the guest's mails have nothing that was written in the form.</summary>
    public bool IsUnproved => Events[0].Event is BookingMade { IsUnproved: true };

    /// <summary>What the request that made it accepted, the best first.</summary>
    public IReadOnlyList<string> Languages => Events[0].Event is BookingMade { Languages: { } languages } ? languages.Split(',') : [];

    /// <summary>The delivery's id of the customer's first mail.</summary>
    public string FirstMailId => Delivery.IdOf(
        Events[0].Stream, Events[0].ToldVersion(), new DeliveryKey(BookingMailKinds.OfCustomer(Events[0].Event)!.Name, 0, $"{States[0].UserId}"));

    /// <summary>How many minutes before the start the customer is reminded.</summary>
    public IReadOnlyList<int> Reminders => Events[0].Event is BookingMade { Reminders: { } reminders } ? reminders : [];

    /// <summary>Whether the event is the last one that says when the booking takes place.</summary>
    public bool IsLastTime => !Events.Skip(Position + 1).Any(e => BookingMailKinds.SetsTime(e.Event));

    /// <summary>Whether the event is the last one of which the customer is told.</summary>
    public bool IsLastOfCustomer => !Events.Skip(Position + 1).Any(e => BookingMailKinds.OfCustomer(e.Event) is not null);

    /// <summary>For those who lose the booking to another resource: as if it was cancelled.</summary>
    public BookingStory Lost() => this with { States = States.SetItem(Position, Before! with { Status = BookingStatus.Cancelled }) };

    /// <summary>Null if the read model does not have the event yet.</summary>
    public static BookingStory? Of(ImmutableArray<RecordedEvent> events, RecordedEvent recorded)
    {
        var states = ImmutableArray.CreateBuilder<Booking>(events.Length);
        foreach (var e in events)
        {
            states.Add(BookingHistory.Apply(states.LastOrDefault(), e));
        }

        var position = events.Select((e, n) => (e, n)).Where(entry => entry.e.Stream == recorded.Stream && entry.e.Version == recorded.Version)
            .Select(entry => entry.n).DefaultIfEmpty(-1).First();
        return position < 0 ? null : new BookingStory(events, states.MoveToImmutable(), position);
    }
}
