using BookingEngine.BookingMails;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Show;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Webhooks.Payloads;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.Told;

/// <summary>What the events of bookings and holds have decided so far. Reservations and what participants record are no events of a booking, so nothing of
/// them is here.</summary>
internal sealed class DecidedBookings(IServiceProvider observer, IEnumerable<ResourceId> resources)
{
    private readonly Dictionary<StreamName, long> _read = resources.ToDictionary(Calendar.StreamOf, _ => 0L);
    private readonly Dictionary<BookingId, (Booking Now, int Events, int Payloads)> _bookings = [];
    private readonly Dictionary<string, List<string>> _mails = [];
    private readonly HashSet<string> _left = [], _requests = [];
    private int _offers;

    /// <summary>Each decision that integrators are told of, with all its resources.</summary>
    public HashSet<string> Payloads { get; } = [];

    /// <summary>At most how many mails have no entry for a calendar: one for each hold that was decided for somebody who waits, and two, for the customer and the
    /// staff, for bookings that wait for approval.</summary>
    public int WithoutEntry => _offers + (2 * _requests.Count);

    /// <summary>Each decision that people are told of by mail, by the entry for their calendars.</summary>
    public IEnumerable<string> Entries => _mails.Values.SelectMany(entries => entries);

    /// <summary>Each time that a booking was decided to take of a resource.</summary>
    public HashSet<(BookingId Booking, ResourceId Resource, Instant Start)> Times { get; } = [];

    /// <summary>Each time of a whole booking that was decided to take part of a resource.</summary>
    public HashSet<(BookingId Booking, ResourceId Resource, Instant Start)> Appointments { get; } = [];

    /// <summary>The resource whose calendar decides about the booking; null if that resource does not take part any more.</summary>
    public ResourceId? LeadOf(BookingId booking) => _bookings[booking].Now is var now && now.ResourceIds.Contains(now.CalendarId) ? now.CalendarId : null;

    /// <param name="versions">The versions of all calendars.</param>
    public async Task ReadAsync(IReadOnlyDictionary<StreamName, long> versions)
    {
        foreach (var stream in _read.Keys.Where(stream => versions[stream] > _read[stream]).ToList())
        {
            foreach (var commit in await observer.GetRequiredService<IEventStore>().ReadAsync(stream, _read[stream], 500, CancellationToken.None))
            {
                foreach (var recorded in observer.GetRequiredService<EventCatalogue>().Read(commit))
                {
                    Note(recorded);
                }

                _read[stream] = commit.Version;
            }
        }
    }

    /// <summary>Whether a mail with these entries tells of one decision, and of all of it.</summary>
    public bool IsTold(IReadOnlyCollection<string> entries) => _mails.Values.Any(decided => decided.ToHashSet().SetEquals(entries))
        || (entries.Count == 1 && _left.Contains(entries.Single()));

    public static string PayloadOf(string type, int sequence, Guid id, Instant slot, string status, IEnumerable<string> resources) =>
        $"{type} {sequence} of {id} at {slot}, {status}, by {string.Join(", ", resources)}";

    public static string EntryOf(string uid, int sequence, Instant start) => $"entry {uid} {sequence} at {start}";

    private void Note(RecordedEvent recorded)
    {
        if (recorded.Event is HoldPlaced hold)
        {
            var first = hold.Resources is [var resource, ..] ? resource.ResourceId.Value : recorded.Stream.Id;
            Payloads.Add(PayloadOf("hold.placed", 1, hold.HoldId, hold.Time.Start, "held", [first]));
            _offers += hold.Offer is null ? 0 : 1;
        }

        if (recorded.Event is IBookingEvent e)
        {
            var (before, events, payloads) = _bookings.GetValueOrDefault(e.BookingId);
            var now = BookingHistory.Apply(before, recorded);
            _bookings[e.BookingId] = (now, events + 1, payloads + PayloadTypes.Of(e).Length);
            Note(recorded, now, events, payloads);
            if (before is not null && before.ResourceIds.Except(now.ResourceIds).Any())
            {
                _left.Add(EntryOf($"{now.Id}", events, before.Slot)); // for the staff of a resource that the booking has left
            }
        }
    }

    // A mail tells of everything that one operation has changed in a calendar.
    private void Note(RecordedEvent recorded, Booking now, int position, int payloads)
    {
        foreach (var (n, type) in PayloadTypes.Of(recorded.Event).Index())
        {
            Payloads.Add(PayloadOf(type.Name, payloads + n + 1, now.Id.Value, now.Slot, now.Status.Name, now.ResourceIds.Select(r => r.Value)));
        }

        if (BookingMailKinds.OfCustomer(recorded.Event) is not null)
        {
            NoteMail($"{recorded.Stream}/{recorded.ToldVersion()}", now, position);
        }

        foreach (var resource in now.ResourceIds)
        {
            Appointments.Add((now.Id, resource, now.Slot));
            Times.UnionWith(now.Segments is { } segments
                ? segments.Where(part => part.ResourceId == resource).Select(part => (now.Id, resource, part.Start))
                : [(now.Id, resource, now.Slot)]);
        }
    }

    // Nothing is in the calendars of people before the first confirmation.
    private void NoteMail(string mail, Booking now, int position)
    {
        if (now.Status is BookingStatus.Pending && !Entries.Any(entry => entry.StartsWith($"entry {now.Id} ", StringComparison.Ordinal)))
        {
            _requests.Add(mail);
            return;
        }

        _mails[mail] = [.. _mails.GetValueOrDefault(mail, []), EntryOf($"{now.Id}", position, now.Slot)];
    }
}
