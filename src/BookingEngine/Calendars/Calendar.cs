using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.ExternalCalendars;
using BookingEngine.Slots.Occupied;
using NodaTime;

namespace BookingEngine.Calendars;

/// <summary>The calendar of one resource. It alone decides who gets which time.</summary>
/// <param name="Occupied">The bookings and holds that take time.</param>
/// <param name="Removed">The bookings that were removed recently.</param>
/// <param name="Resource">The resource's present definition.</param>
public sealed record Calendar(Occupancy Occupied, RecentlyRemoved Removed, Definition<Resource> Resource) : IAggregate<Calendar>, IWaitedFor
{
    /// <summary>The lowest version that a decision about a service may be made with, for services whose bookings are counted.</summary>
    public ImmutableDictionary<ServiceId, int> RequiredVersions { get; init; } = ImmutableDictionary<ServiceId, int>.Empty;

    /// <summary>The closed dates of its locations, as far as this calendar was told.</summary>
    public ImmutableDictionary<LocationId, LocationClosuresSet> Closures { get; init; } = ImmutableDictionary<LocationId, LocationClosuresSet>.Empty;

    public ImmutableDictionary<ServiceId, long> Waiting { get; init; } = ImmutableDictionary<ServiceId, long>.Empty;

    /// <summary>The calendars elsewhere whose busy times close the resource.</summary>
    public ExternalCalendarList ExternalCalendars { get; init; } = ExternalCalendarList.None;

    public static string Category => CatalogueKinds.ResourceCategory;

    public static SnapshotShape<Calendar> Shape => CalendarSnapshot.Shape;

    public int Size => Occupied.Count;

    public bool IsFollowed => !Waiting.IsEmpty;

    public static Calendar InitialOf(StreamName stream) =>
        new(Occupancy.None, RecentlyRemoved.None, CatalogueKinds.Resources.InitialOf(stream.Id));

    public static Calendar Fold(Calendar state, IEnumerable<RecordedEvent> events)
    {
        var changing = events.Aggregate(state with { Occupied = state.Occupied.Changing() }, static (current, recorded) => current.Apply(recorded));
        return changing with { Occupied = changing.Occupied.Unchanging() };
    }

    public static StreamName StreamOf(ResourceId resource) => StreamName.Of(Category, resource.Value);

    /// <summary>The active bookings that lie ahead or ended recently, by start. Includes pending bookings, those that are moving here, and those that another
    /// resource's calendar has. Of a visit: each part of it here.</summary>
    public IEnumerable<BookingSpan> BookingSpans => Occupied.Times
        .Where(t => t.State.Status.IsActive)
        .Select(t => new BookingSpan(t.State.Shared?.BookingId ?? new BookingId(t.Id), t.Start, t.End));

    public int RequiredVersionOf(ServiceId service) => RequiredVersions.GetValueOrDefault(service);

    /// <summary>The booking as it is here, or as it was when it was removed. Null if this calendar does not know it, or has dropped
    /// it.</summary>
    public CalendarBooking? Find(BookingId id) => Occupied.TryFind(id.Value, out var entry) && entry.State is { Status: not BookingStatus.Held, IsOfParticipant: false }
        ? new CalendarBooking(entry, MovedBy: null)
        : Removed.Find(id.Value) is { } removed ? new CalendarBooking(removed.Entry, removed.MovedBy) : null;

    /// <summary>As of <paramref name="now"/>, without what ended longer ago than <see cref="Occupancy.Memory"/>.</summary>
    public CalendarBooking? Find(BookingId id, Instant now) =>
        (this with { Occupied = Occupied.Forget(now) }).Find(id) is { } found && now <= found.Entry.End + found.Entry.BufferAfter + Occupancy.Memory ? found : null;

    /// <summary>A hold that was neither used nor released. It may have expired.</summary>
    public OccupiedSlot? FindHold(Guid id) => Occupied.TryFind(id, out var entry) && entry.State is { Status: BookingStatus.Held, IsOfParticipant: false } ? entry : null;

    /// <summary>The time that a booking of another resource's calendar takes here; null for none.</summary>
    public OccupiedSlot? FindKept(BookingId id) => Occupied.TryFind(id.Value, out var entry) && entry.State.IsOfParticipant ? entry : null;

    /// <summary>The time that is reserved here for a decision about a booking of another resource's calendar; null for none.</summary>
    public OccupiedSlot? FindReservation(BookingId id) => Occupied.TryFind(SharedBooking.ReservationOf(id), out var entry) ? entry : null;

    /// <summary>The booking whose time the move has reserved here. Null if the move has ended, or never began.</summary>
    public CalendarBooking? FindArriving(Transfer move) =>
        Find(move.BookingId) is { MovedBy: null, State: { PendingTransfer: not null } state } known && state.Arrival == move.MoveId ? known : null;

    /// <summary>The decisions that have reserved time here and that are not known to have ended. One about several bookings once.</summary>
    /// <param name="at">This calendar's resource.</param>
    public IEnumerable<(Transfer Move, PendingTransfer Pending)> PendingTransfers(ResourceId at) =>
        from entry in Occupied.All
        where entry.State?.PendingTransfer is not null
        group entry by entry.State.Shared?.DecisionId ?? entry.State.Arrival!.Value into decision
        let first = decision.First()
        select (new Transfer(decision.Key, first.State.Shared?.BookingId ?? new BookingId(first.Id), at) { IsOfSeries = decision.Skip(1).Any() }, first.State.PendingTransfer!);

    /// <summary>What this calendar has decided about bookings of several resources, and their other calendars may not know: that it was called off, or has
    /// left a resource.</summary>
    /// <param name="at">This calendar's resource.</param>
    /// <param name="since">What was decided before is known.</param>
    public IEnumerable<(Transfer Decided, Instant Since)> SharedEnds(ResourceId at, Instant since) =>
        Removed.All.Where(removed => removed is { MovedBy: null, Entry.State.Shared: not null }).Select(removed => (removed.Entry.State.Shared!, removed.At))
            .Concat(Occupied.All.Where(e => e.State.Shared?.FormerSince >= since).Select(e => (e.State.Shared!, e.State.Shared!.FormerSince!.Value)))
            .Select(end => (Decided: Transfer.Of(end.Item1.DecisionId, end.Item1.BookingId, end.Item1.CalendarsBeside(at))!, Since: end.Item2))
            .Where(end => end.Decided is not null);

    /// <summary>Null for a booking that was removed: what happens to it afterwards is not recorded here. Nothing is before a new booking.</summary>
    public long? PreviousOf(IDomainEvent next) => next is IBookingEvent and not BookingMade ? LastOf((IBookingEvent)next) : null;

    private long? LastOf(IBookingEvent next) =>
        Occupied.TryFind(next.BookingId.Value, out var entry) && entry.State is { Changed: { } version } state && state.Arrival == next.Arrival ? version : null;

    // Nearly all events are bookings, so that these are recognised first.
    public Calendar Apply(RecordedEvent recorded) => recorded.Event switch
    {
        BookingMade { HoldId: null } e => this with { Occupied = OccupiedAt(recorded).Add(BookingState.EntryOf(e, recorded)) },
        IBookingEvent e => Apply(e, recorded),
        HoldPlaced e => this with { Occupied = OccupiedAt(recorded).Add(BookingState.EntryOf(e, AtOf(recorded))) },
        HoldExtended e => Extend(e, OccupiedAt(recorded)),
        TimeReserved e => this with { Occupied = OccupiedAt(recorded).Add(BookingState.EntryOf(e, recorded)) },
        TimeKept e => this with { Occupied = Kept(e, OccupiedAt(recorded)) },
        TimeReleased e => this with
        {
            Occupied = OccupiedAt(recorded).Remove(e.WasKept ? e.BookingId.Value : SharedBooking.ReservationOf(e.BookingId)),
        },
        HoldReleased e => this with { Occupied = OccupiedAt(recorded).Remove(e.HoldId) },
        IDefines<Resource> e => this with { Resource = Resource.Next(e.Definition) },
        ExternalCalendarsChanged e => this with { ExternalCalendars = ExternalCalendars.Next(e.Calendars) },
        LocationClosuresSet e when !(Closures.GetValueOrDefault(e.LocationId)?.Version >= e.Version) => this with { Closures = Closures.SetItem(e.LocationId, e) },
        ServiceVersionRequired e => this with { RequiredVersions = RequiredVersions.SetItem(e.ServiceId, e.Version) },
        WaitlistOpened e => this with { Waiting = Waiting.SetItem(e.ServiceId, e.Version) },
        WaitlistClosed e => this with { Waiting = Waiting.Remove(e.ServiceId) },
        _ => this,
    };

    private Calendar Apply(IBookingEvent domainEvent, RecordedEvent recorded) => domainEvent switch
    {
        BookingMade { HoldId: { } hold } e => this with { Occupied = OccupiedAt(recorded).Remove(hold).Add(BookingState.EntryOf(e, recorded)) },
        MoveReserved e => this with { Occupied = OccupiedAt(recorded).Add(BookingState.EntryOf(e, recorded)) },
        MoveReleased e => this with { Occupied = OccupiedAt(recorded).Remove(e.BookingId.Value) },
        BookingApproved => With(domainEvent, recorded, BookingStatus.Confirmed),
        BookingCompleted => With(domainEvent, recorded, BookingStatus.Completed),
        NoShowRecorded => With(domainEvent, recorded, BookingStatus.NoShow),
        BookingMovedIn e => With(domainEvent, recorded, e.Status),
        BookingHandedOver e => With(domainEvent, recorded, entry => entry.WithState(entry.State with { UserId = e.UserId })),
        BookingRezoned e => With(domainEvent, recorded, entry => Rezoned(entry, e)),
        ManageLinkIssued or ManageLinksRevoked or RezoneConflictFound => With(domainEvent, recorded, entry => entry),
        BookingRescheduled e => With(domainEvent, recorded, entry => Moved(entry, e, recorded.Metadata.RecordedAt, AtOf(recorded))),
        BookingDeclined => Without(domainEvent, recorded, BookingStatus.Declined, movedBy: null),
        BookingCancelled => Without(domainEvent, recorded, BookingStatus.Cancelled, movedBy: null),
        BookingMovedAway e => Without(domainEvent, recorded, e.Status, e.MoveId),
        _ => throw new InvalidOperationException($"{domainEvent.GetType().Name} is not an event of a calendar."),
    };

    private Calendar With(IBookingEvent domainEvent, RecordedEvent recorded, BookingStatus status) =>
        With(domainEvent, recorded, entry => entry.WithState(entry.State with { Status = status, PendingTransfer = null }));

    // Does nothing for a booking that ended so long ago that the calendar has dropped it.
    private Calendar With(IBookingEvent domainEvent, RecordedEvent recorded, Func<OccupiedSlot, OccupiedSlot> change)
    {
        var occupied = OccupiedAt(recorded);
        return this with { Occupied = occupied.TryFind(domainEvent.BookingId.Value, out var entry) ? occupied.Add(Changed(change(entry), recorded)) : occupied };
    }

    private static OccupiedSlot Moved(OccupiedSlot entry, BookingRescheduled e, Instant at, ResourceId resource)
    {
        var moved = e.IsPending ? entry.WithTime(e.Time).WaitingForApproval() : entry.WithTime(e.Time);
        return moved.WithState(moved.State with { Shared = SharedBooking.After(entry.State.Shared, e, at, resource) });
    }

    private static OccupiedSlot Rezoned(OccupiedSlot entry, BookingRezoned e)
    {
        var rezoned = entry.WithTime(e.Time);
        return e.DecisionId is { } decision && rezoned.State.Shared is { } shared
            ? rezoned.WithState(rezoned.State with { Shared = shared with { DecisionId = decision, Segments = e.Segments ?? shared.Segments } })
            : rezoned;
    }

    // The reservation becomes the booking's time, in place of an earlier one. Or the time is the booking's already, and has its status now.
    private static Occupancy Kept(TimeKept e, Occupancy occupied)
    {
        var reservation = SharedBooking.ReservationOf(e.BookingId);
        if (!occupied.TryFind(reservation, out var entry) || entry.State.Shared!.DecisionId != e.DecisionId)
        {
            return occupied.TryFind(e.BookingId.Value, out entry) ? occupied.Add(entry.KeptBy(e)) : occupied;
        }

        return occupied.Remove(reservation).Add(entry.KeptBy(e));
    }

    private Calendar Extend(HoldExtended e, Occupancy occupied) =>
        this with { Occupied = occupied.TryFind(e.HoldId, out var hold) ? occupied.Add(Extended(hold, e)) : occupied };

    private static OccupiedSlot Extended(OccupiedSlot hold, HoldExtended e)
    {
        var extended = hold.WithExpiry(e.Expires);
        return e.DecisionId is { } decision ? extended.WithState(hold.State with { Shared = hold.State.Shared! with { DecisionId = decision } }) : extended;
    }

    private Calendar Without(IBookingEvent domainEvent, RecordedEvent recorded, BookingStatus status, MoveId? movedBy)
    {
        var (occupied, removed, at) = (OccupiedAt(recorded), Removed.Forget(recorded.Metadata.RecordedAt), recorded.Metadata.RecordedAt);
        if (!occupied.TryFind(domainEvent.BookingId.Value, out var entry))
        {
            return this with { Occupied = occupied, Removed = removed };
        }

        var left = new RemovedBooking(entry.WithState(entry.State with { Status = status, Changed = recorded.Version }), movedBy, at);
        return this with { Occupied = occupied.Remove(entry.Id), Removed = removed.Add(left) };
    }

    private static OccupiedSlot Changed(OccupiedSlot entry, RecordedEvent recorded) => entry.WithState(entry.State with { Changed = recorded.Version });

    private static ResourceId AtOf(RecordedEvent recorded) => ResourceId.Of(recorded.Stream.Id);

    private Occupancy OccupiedAt(RecordedEvent recorded) => Occupied.Forget(recorded.Metadata.RecordedAt);
}
