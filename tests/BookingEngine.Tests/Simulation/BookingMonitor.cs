using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Registration;
using BookingEngine.Tests.InMemory;
using BookingEngine.Tests.Transfers;
using NodaTime;

namespace BookingEngine.Tests.Simulation;

/// <summary>Checks each new commit: the time that it takes was free, and its booking is in exactly one calendar.</summary>
public sealed class BookingMonitor(EventLog log)
{
    private readonly EventCatalogue _catalogue = new(BookingEngineFeatures.EventTypes);
    private readonly Dictionary<BookingId, List<RecordedEvent>> _bookings = [];
    private readonly List<string> _findings = [];
    private readonly List<TimeWatch> _watches = [];
    private int _seen;

    public SimulatedOccupancy SimulatedOccupancy { get; } = new();

    public IEnumerable<string> Findings => [.. _findings, .. SimulatedOccupancy.Findings];

    public IEnumerable<BookingId> Bookings => _bookings.Keys;

    public IReadOnlyList<RecordedEvent> EventsOf(BookingId id) => _bookings.GetValueOrDefault(id, []);

    public BookingLocation Find(BookingId id) => BookingLocation.Of(id, EventsOf(id));

    /// <summary>Watches the time from now on.</summary>
    public TimeWatch Watch(Service service, IEnumerable<ResourceId> resources, Instant start, Instant now)
    {
        CheckNewCommits();
        var watch = new TimeWatch(SimulatedOccupancy, service, resources, start, now);
        watch.Look();
        _watches.Add(watch);
        return watch;
    }

    public void EndWatch(TimeWatch watch) => _watches.Remove(watch);

    public void CheckNewCommits()
    {
        for (; _seen < log.Commits.Count; _seen++)
        {
            foreach (var recorded in _catalogue.Read(log.Commits[_seen]).Where(e => e.Stream.Category == Calendar.Category))
            {
                SimulatedOccupancy.Observe(recorded);
                if (recorded.Event is IBookingEvent e)
                {
                    Note(e.BookingId, recorded);
                }
            }

            _watches.ForEach(watch => watch.Look());
        }
    }

    private void Note(BookingId id, RecordedEvent recorded)
    {
        if (!_bookings.TryGetValue(id, out var events))
        {
            _bookings[id] = events = [];
        }

        events.Add(recorded);
        var found = Find(id);
        if (found.Holders != (found.Last is null ? 1 : 0))
        {
            _findings.Add($"{recorded.Metadata.CorrelationId}: after {recorded.Event.GetType().Name} the booking {id} is in {found.Holders} calendars");
        }
    }
}
