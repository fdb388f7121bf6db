using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Tests.Simulation;

/// <summary>The occupied time of each resource, computed from the events without the engine. Whatever takes time must have found it open and
/// free.</summary>
public sealed class SimulatedOccupancy
{
    private readonly Dictionary<string, Calendar> _calendars = [];
    private readonly HashSet<Guid> _offers = [];

    /// <summary>Times that were taken although they were not free.</summary>
    public List<string> Findings { get; } = [];

    public void Observe(RecordedEvent recorded)
    {
        var calendar = OfCalendar(recorded.Stream.Id);
        var now = calendar.TimeOf(recorded);
        switch (recorded.Event)
        {
            case IDefines<Resource> e:
                calendar.Resource = e.Definition;
                break;
            case HoldPlaced e:
                _ = e.Offer is not null && _offers.Add(e.HoldId);
                Take(recorded, calendar, new Span(e.HoldId, e.UserId, e.ServiceId, e.Time.Start, e.Time.End, e.Terms, e.Quantity, ExpiryOf(e.HoldId, e.Expires, now)) { Parts = PartsAt(recorded, e.Segments) }, false);
                break;
            case HoldReleased e:
                calendar.Spans.Remove(e.HoldId);
                break;
            case BookingMade { HoldId: { } hold } e:
                Expect(
                    calendar.Spans.Remove(hold, out var held) && held.User == e.UserId && held.Start == e.Start && held.End == e.End && now < held.Expires,
                    $"{recorded.Metadata.CorrelationId} booked a hold that does not exist");
                calendar.Spans[e.BookingId.Value] = Of(e, recorded);
                break;
            case BookingMade e:
                Take(recorded, calendar, Of(e, recorded), e.IsOverride);
                break;
            case MoveReserved e:
                var reserved = new Span(e.BookingId.Value, e.UserId, e.ServiceId, e.Time.Start, e.Time.End, e.Terms, e.Quantity, null);
                Take(recorded, calendar, reserved with { IsPending = e.Status is BookingStatus.Pending }, e.IsOverride);
                break;
            case TimeReserved e:
                var own = calendar.Spans.GetValueOrDefault(e.BookingId.Value);
                calendar.Spans.Remove(e.BookingId.Value); // a booking is not in the way of its own new time
                Take(recorded, calendar, new Span(ReservationOf(e.BookingId, e.DecisionId), e.UserId, e.ServiceId, e.Time.Start, e.Time.End, e.Terms, e.Quantity, null) { Parts = PartsAt(recorded, e.Segments) }, e.IsOverride);
                _ = own is null || calendar.Spans.TryAdd(e.BookingId.Value, own);
                break;
            case TimeKept e:
                Expect(
                    calendar.Spans.Remove(ReservationOf(e.BookingId, e.DecisionId), out var kept) || calendar.Spans.TryGetValue(e.BookingId.Value, out kept),
                    $"{recorded.Stream} keeps a time for {e.BookingId} that it has not reserved");
                Keep(calendar, kept, e, now);
                break;
            case TimeReleased e:
                calendar.Spans.Remove(e.WasKept ? e.BookingId.Value : ReservationOf(e.BookingId, e.DecisionId));
                break;
            case BookingRescheduled e:
                var span = calendar.Spans[e.BookingId.Value];
                var hasLeft = e.Resources is { } all && all.All(r => r.ResourceId.Value != recorded.Stream.Id); // the calendar only decides about it
                Take(recorded, calendar, span with { Start = e.Time.Start, End = e.Time.End, Parts = hasLeft ? [] : PartsAt(recorded, e.Segments) }, e.IsOverride);
                break;
            case BookingApproved e:
                Take(recorded, calendar, calendar.Spans[e.BookingId.Value] with { IsPending = false }, isOverride: false, needsToBeOpen: false);
                break;
            case BookingDeclined or BookingCancelled or BookingMovedAway or MoveReleased:
                calendar.Spans.Remove(((IBookingEvent)recorded.Event).BookingId.Value);
                break;
        }
    }

    /// <summary>Whether one place of the service's duration can be booked.</summary>
    public bool IsFree(ResourceId resource, Service service, Instant start, Instant now)
    {
        var wanted = new Span(Guid.Empty, default, service.Id, start, start + service.Duration, BookingTerms.Of(service), 1, null);
        return UnavailabilityAt(OfCalendar(resource.Value), wanted, now, needsToBeOpen: true) is null;
    }

    // Limited to the longest requested hold, or the longest offer, in case the stored value is wrong.
    private Instant ExpiryOf(Guid hold, Instant stored, Instant now) =>
        Instant.Min(stored, now + Duration.FromSeconds(_offers.Contains(hold) ? SimulatedTenant.LongestOffer : SimulatedTenant.LongestHold));

    private void Keep(Calendar calendar, Span? kept, TimeKept e, Instant now)
    {
        if (kept is not null)
        {
            var expires = e.Expires is { } stored ? ExpiryOf(e.BookingId.Value, stored, now) : (Instant?)null;
            calendar.Spans[e.BookingId.Value] = kept with { Id = e.BookingId.Value, Expires = expires };
        }
    }

    // A decision may reserve times for several bookings of a series.
    private static Guid ReservationOf(BookingId booking, MoveId decision) => decision.Decision.Derive($"{booking}");

    private static Span Of(BookingMade e, RecordedEvent recorded) =>
        new(e.BookingId.Value, e.UserId, e.ServiceId, e.Start, e.End, e.Terms, e.Quantity, null) { IsPending = e.IsPending, Parts = PartsAt(recorded, e.Segments) };

    // What a visit takes of this calendar.
    private static IReadOnlyList<BookedSegment>? PartsAt(RecordedEvent recorded, IReadOnlyList<BookedSegment>? segments) =>
        segments?.Where(segment => segment.ResourceId.Value == recorded.Stream.Id).ToList();

    private void Take(RecordedEvent recorded, Calendar calendar, Span wanted, bool isOverride, bool needsToBeOpen = true)
    {
        if (!isOverride && UnavailabilityAt(calendar, wanted, calendar.TimeOf(recorded), needsToBeOpen) is { } unavailability)
        {
            Findings.Add($"{recorded.Metadata.CorrelationId}: {recorded.Event.GetType().Name} at {wanted.Start} of {recorded.Stream}: {unavailability}");
        }

        calendar.Spans[wanted.Id] = wanted;
    }

    private static string? UnavailabilityAt(Calendar calendar, Span wanted, Instant now, bool needsToBeOpen) =>
        wanted.Times.Select(time => UnavailabilityOf(calendar, time, now, needsToBeOpen)).FirstOrDefault(unavailability => unavailability is not null);

    private static string? UnavailabilityOf(Calendar calendar, Span wanted, Instant now, bool needsToBeOpen)
    {
        if (needsToBeOpen && !IsOpen(calendar.Resource, wanted))
        {
            return "it is closed";
        }

        var others = calendar.Spans.Values.Where(s => s.Id != wanted.Id && s.Blocks && !(s.Expires <= now)).SelectMany(s => s.Times).ToList();
        var joined = wanted.Terms.Shared ? others.FindAll(s => s.Terms.Shared && s.Service == wanted.Service && s.Start == wanted.Start) : [];
        if (joined.Count > 0)
        {
            return joined.Sum(s => s.Quantity) + wanted.Quantity <= SimulatedTenant.GroupPlaces ? null : "the group is full";
        }

        // Bookings of a group that start together are one session. Occupancy grows only at a session's start, so it is counted there.
        var sessions = others.DistinctBy(s => s.Terms.Shared ? ((object)s.Service, s.Start) : (s.Id, s.Start)).ToList();
        var instants = sessions.Select(s => s.From).Append(wanted.From).Where(i => i >= wanted.From && i < wanted.Until);
        var most = instants.Max(i => sessions.Count(s => s.From <= i && i < s.Until));
        return most < calendar.Resource.Capacity ? null : $"{most} are there already";
    }

    // Hours in these histories lie within one UTC day.
    private static bool IsOpen(Resource resource, Span wanted)
    {
        var (from, day) = (wanted.Start.InUtc().LocalDateTime, wanted.Start.InUtc().Date);
        var minutes = (from.Hour * 60) + from.Minute;
        var hours = resource.Hours.Weekly[(int)day.DayOfWeek - 1];
        return resource.Active
            && hours.Any(h => h.Start.Minutes <= minutes && minutes + (wanted.End - wanted.Start).TotalMinutes <= h.End.Minutes)
            && !resource.TimeOff.Any(t => t.From < wanted.End && wanted.Start < t.To);
    }

    private Calendar OfCalendar(string id) => _calendars.TryGetValue(id, out var known) ? known : _calendars[id] = new Calendar();

    private void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            Findings.Add(otherwise);
        }
    }

    private sealed class Calendar
    {
        /// <summary>The definition before the first change.</summary>
        public Resource Resource { get; set; } = DefaultCatalogue.InitialResource;

        public Dictionary<Guid, Span> Spans { get; } = [];

        private Instant _latest = Instant.MinValue;

        /// <summary>Never decreases. A request may be decided long after it arrived, and holds that expired by then stay expired.</summary>
        public Instant TimeOf(RecordedEvent recorded) =>
            recorded.Event is IDefines<Resource> ? _latest : _latest = Instant.Max(_latest, recorded.Metadata.RecordedAt);
    }

    private sealed record Span(
        Guid Id, UserId User, ServiceId Service, Instant Start, Instant End, BookingTerms Terms, int Quantity, Instant? Expires)
    {
        public bool IsPending { get; init; }

        /// <summary>Null for a booking that takes its whole time.</summary>
        public IReadOnlyList<BookedSegment>? Parts { get; init; }

        public IEnumerable<Span> Times => Parts is null ? [this] : Parts.Select(part => this with
        {
            Start = part.Start,
            End = part.End,
            Terms = Terms with { BufferBefore = part.BufferBefore, BufferAfter = part.BufferAfter },
            Parts = null,
        });

        public bool Blocks => !IsPending || Terms.PendingBlocks;

        public Instant From => Start - Terms.BufferBefore;

        public Instant Until => End + Terms.BufferAfter;
    }
}
