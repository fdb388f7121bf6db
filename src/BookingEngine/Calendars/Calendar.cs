using BookingEngine.Aggregates;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Slots.Occupied;
using NodaTime;

namespace BookingEngine.Calendars;

/// <summary>The calendar of one resource: it alone decides who has which time of it.</summary>
/// <param name="Gone">What left it lately.</param>
/// <param name="Written">What the resource is, as it was last written; see <see cref="Standing"/>.</param>
public sealed record Calendar(Occupancy Taken, RecentlyRemoved Gone, Definition<Resource> Written) : IAggregate<Calendar>
{
    public static string Category => CatalogueKinds.ResourceCategory;

    public static Calendar Initial { get; } = new(Occupancy.None, RecentlyRemoved.None, Definition<Resource>.None);

    public static SnapshotShape<Calendar> Shape => CalendarSnapshot.Shape;

    public static StreamName StreamOf(ResourceId resource) => StreamName.Of(Category, resource.Value);

    /// <summary>The bookings that lie ahead or ended lately, by start; those that wait for approval or are on their way here as well.</summary>
    public IEnumerable<BookingSpan> BookingSpans => Taken.All
        .Where(t => t.State.Status.IsActive)
        .Select(t => new BookingSpan(new BookingId(t.Id), t.Start, t.End));

    /// <summary>What the resource is, the one that stands from the beginning included.</summary>
    public Definition<Resource> Standing(ResourceId id) => CatalogueKinds.Resources.Standing(id.Value, Written);

    /// <summary>The booking as it stands here, or stood when it left; null where this calendar knows nothing of it, or no longer.</summary>
    public CalendarBooking? Find(BookingId id) => Taken.TryFind(id.Value, out var entry) && entry.State is { Status: not BookingStatus.Held }
        ? new CalendarBooking(entry, MovedBy: null)
        : Gone.Find(id.Value) is { } departure ? new CalendarBooking(departure.Entry, departure.MovedBy) : null;

    /// <summary>The same at an instant. What an event of that instant has the calendar forget is not known to it any more: nothing can be decided about it.</summary>
    public CalendarBooking? Find(BookingId id, Instant now) => (this with { Taken = Taken.Forget(now) }).Find(id);

    /// <summary>A hold that was neither used nor given back; it may have expired.</summary>
    public OccupiedSlot? FindHold(Guid id) => Taken.TryFind(id, out var entry) && entry.State is { Status: BookingStatus.Held } ? entry : null;

    /// <summary>What is reserved here for a move; null where it has come to its end, or never began.</summary>
    public CalendarBooking? FindArriving(Transfer move) =>
        Find(move.BookingId) is { MovedBy: null, State: { UnderWay: not null } facts } known && facts.Arrival == move.MoveId ? known : null;

    /// <summary>The moves that a time is kept for here, and since when.</summary>
    /// <param name="at">The resource whose calendar this is.</param>
    public IEnumerable<(Transfer Move, PendingTransfer UnderWay)> PendingTransfers(ResourceId at) =>
        from entry in Taken.All
        let facts = entry.State
        where facts?.UnderWay is not null
        select (new Transfer(facts.Arrival!.Value, new BookingId(entry.Id), at), facts.UnderWay);

    public Calendar Apply(RecordedEvent recorded) => recorded.Event switch
    {
        IBookingEvent e => Apply(e, recorded),
        HoldPlaced e => this with { Taken = TakenAt(recorded).Add(BookingState.EntryOf(e)) },
        HoldReleased e => this with { Taken = TakenAt(recorded).Remove(e.HoldId) },
        IDefines<Resource> e => this with { Written = Standing(new(recorded.Stream.Id)).Next(e.Definition) },
        _ => this,
    };

    private Calendar Apply(IBookingEvent domainEvent, RecordedEvent recorded) => domainEvent switch
    {
        BookingMade { HoldId: { } hold } e => this with { Taken = TakenAt(recorded).Remove(hold).Add(BookingState.EntryOf(e)) },
        BookingMade e => this with { Taken = TakenAt(recorded).Add(BookingState.EntryOf(e)) },
        MoveReserved e => this with { Taken = TakenAt(recorded).Add(BookingState.EntryOf(e, recorded.Metadata.RecordedAt)) },
        MoveReleased e => this with { Taken = TakenAt(recorded).Remove(e.BookingId.Value) },
        BookingApproved => With(domainEvent, recorded, BookingStatus.Confirmed),
        BookingCompleted => With(domainEvent, recorded, BookingStatus.Completed),
        BookingMissed => With(domainEvent, recorded, BookingStatus.NoShow),
        BookingMovedIn e => With(domainEvent, recorded, e.Status),
        BookingHandedOver e => With(domainEvent, recorded, entry => entry.As(entry.State with { UserId = e.UserId })),
        ManageLinksRevoked => this with { Taken = TakenAt(recorded) },
        BookingRescheduled e => With(domainEvent, recorded, entry => entry.At(e.Time)),
        BookingDeclined => Without(domainEvent, recorded, BookingStatus.Declined, movedBy: null),
        BookingCancelled => Without(domainEvent, recorded, BookingStatus.Cancelled, movedBy: null),
        BookingMovedAway e => Without(domainEvent, recorded, e.Status, e.MoveId),
        _ => throw new InvalidOperationException($"{domainEvent.GetType().Name} has no meaning for a calendar."),
    };

    private Calendar With(IBookingEvent domainEvent, RecordedEvent recorded, BookingStatus status) =>
        With(domainEvent, recorded, entry => entry.As(entry.State with { Status = status, UnderWay = null }));

    // One that ended longer ago than is remembered is nothing to the calendar any more.
    private Calendar With(IBookingEvent domainEvent, RecordedEvent recorded, Func<OccupiedSlot, OccupiedSlot> change)
    {
        var taken = TakenAt(recorded);
        return this with { Taken = taken.TryFind(domainEvent.BookingId.Value, out var entry) ? taken.Add(change(entry)) : taken };
    }

    private Calendar Without(IBookingEvent domainEvent, RecordedEvent recorded, BookingStatus status, MoveId? movedBy)
    {
        var (taken, gone, at) = (TakenAt(recorded), Gone.Forget(recorded.Metadata.RecordedAt), recorded.Metadata.RecordedAt);
        return taken.TryFind(domainEvent.BookingId.Value, out var entry)
            ? this with { Taken = taken.Remove(entry.Id), Gone = gone.Add(new RemovedBooking(entry.As(entry.State with { Status = status }), movedBy, at)) }
            : this with { Taken = taken, Gone = gone };
    }

    private Occupancy TakenAt(RecordedEvent recorded) => Taken.Forget(recorded.Metadata.RecordedAt);
}

/// <summary>A booking as its calendar knows it.</summary>
/// <param name="MovedBy">The move that took it to another calendar; null where it was not moved away.</param>
public sealed record CalendarBooking(OccupiedSlot Entry, MoveId? MovedBy)
{
    public BookingId Id => new(Entry.Id);

    public BookingState State => Entry.State;

    /// <summary>Whether its calendar decides about it: not where it was moved away, or is on its way.</summary>
    public bool IsHere => MovedBy is null && State.UnderWay is null;

    /// <summary>Whether it is yet to take place, as far as anybody knows.</summary>
    public bool IsActive => State.Status.IsActive;

    /// <summary>Whether its customer may no longer do what takes this notice. At exactly so long before its start there is still time; without a
    /// notice there is until it begins.</summary>
    public bool IsTooLate(Duration? notice, Instant now) => notice is { } length ? now > Entry.Start - length : now >= Entry.Start;
}
