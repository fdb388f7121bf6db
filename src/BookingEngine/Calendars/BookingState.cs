using System.Collections.Immutable;
using System.Globalization;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Slots.Occupied;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Calendars;

/// <summary>What decisions about a booking or hold need besides its time.</summary>
/// <param name="TimeZone">The zone of its local time.</param>
public sealed record BookingState(UserId UserId, BookingStatus Status, string TimeZone, BookingTerms Terms)
{
    // Few bookings have any of these. Null if this one has none.
    private readonly Seldom? _seldom;
    private readonly long _changed;

    /// <summary>The move that brought it into this calendar; null if it was created here.</summary>
    public MoveId? Arrival
    {
        get => _seldom?.Arrival;
        init => _seldom = value is null && _seldom is null ? null : ((_seldom ?? new()) with { Arrival = value }).OrNull;
    }

    /// <summary>For a time that a move has reserved: the move. Null for a booking that is here.</summary>
    public PendingTransfer? PendingTransfer
    {
        get => _seldom?.PendingTransfer;
        init => _seldom = value is null && _seldom is null ? null : ((_seldom ?? new()) with { PendingTransfer = value }).OrNull;
    }

    /// <summary>The version of its last event in this calendar. Null for a hold, and if it is unknown: older snapshots do not have it.</summary>
    public long? Changed
    {
        get => _changed > 0 ? _changed : null;
        init => _changed = value ?? 0;
    }

    /// <summary>For a booking of several resources; null for one.</summary>
    public SharedBooking? Shared
    {
        get => _seldom?.Shared;
        init => _seldom = value is null && _seldom is null ? null : ((_seldom ?? new()) with { Shared = value }).OrNull;
    }

    /// <summary>Whether it is a hold that the waitlist has placed.</summary>
    public bool IsOffer { get; init; }

    /// <summary>Whether another resource's calendar has the booking, and this one only its time.</summary>
    public bool IsOfParticipant => Shared is { Lead: not null };

    internal BookingState WaitingForApproval() => this with { Status = BookingStatus.Pending, Terms = Terms with { PendingBlocks = true } };

    // The resource only matters to a booking of several.
    internal static OccupiedSlot EntryOf(BookingMade e, RecordedEvent recorded) =>
        EntryOf(e, recorded.Version, e.DecisionId is null ? default : ResourceId.Of(recorded.Stream.Id));

    internal static OccupiedSlot EntryOf(BookingMade e, long version, ResourceId at) => EntryOf(
        e.BookingId.Value, e.ServiceId, e.Start, e.End, e.Quantity, null,
        new BookingState(e.UserId, e.IsPending ? BookingStatus.Pending : BookingStatus.Confirmed, e.TimeZone, e.Terms)
        {
            Changed = version,
            Shared = SharedBooking.Of(e, at),
        });

    internal static OccupiedSlot EntryOf(HoldPlaced e, ResourceId at) => EntryOf(
        e.HoldId, e.ServiceId, e.Time.Start, e.Time.End, e.Quantity, e.Expires,
        new BookingState(e.UserId, BookingStatus.Held, e.Time.TimeZone, e.Terms) { Shared = SharedBooking.Of(e, at), IsOffer = e.Offer is not null });

    internal static OccupiedSlot EntryOf(MoveReserved e, RecordedEvent recorded) => EntryOf(
        e.BookingId.Value, e.ServiceId, e.Time.Start, e.Time.End, e.Quantity, null,
        new BookingState(e.UserId, e.Status, e.Time.TimeZone, e.Terms)
        {
            Arrival = e.MoveId,
            PendingTransfer = new PendingTransfer(e.From, recorded.Metadata.RecordedAt),
            Changed = recorded.Version,
        });

    /// <summary>A time that is reserved for a decision.</summary>
    internal static OccupiedSlot EntryOf(TimeReserved e, RecordedEvent recorded) => EntryOf(e, recorded.Metadata.RecordedAt, ResourceId.Of(recorded.Stream.Id));

    /// <inheritdoc cref="EntryOf(TimeReserved, RecordedEvent)"/>
    internal static OccupiedSlot EntryOf(TimeReserved e, Instant at, ResourceId resource) => EntryOf(
        SharedBooking.ReservationOf(e.BookingId), e.ServiceId, e.Time.Start, e.Time.End, e.Quantity, null,
        new BookingState(e.UserId, e.Status, e.Time.TimeZone, e.Terms)
        {
            PendingTransfer = new PendingTransfer(e.Lead, at),
            Shared = new SharedBooking(e.BookingId, e.DecisionId) { Lead = e.Lead, FirstAt = e.FirstAt, Expires = e.Expires }.With(e.Segments, resource),
        });

    /// <param name="expires">For a hold.</param>
    internal static OccupiedSlot EntryOf(
        Guid id, ServiceId service, Instant start, Instant end, int quantity, Instant? expires, BookingState state)
    {
        var (own, isElsewhere) = (state.Shared?.OwnSegments ?? [], state.Shared is { IsElsewhere: true });
        return new CalendarEntry(
            id, state.By, service, start, end, state.Terms.BufferBefore, state.Terms.BufferAfter, quantity, state.Terms.Shared, own.IsEmpty && !isElsewhere && state.Blocks, expires, state)
        {
            IsElsewhere = isElsewhere,
            Parts = own.IsEmpty ? [] : PartsOf(own, id, quantity, expires, state),
        };
    }

    private static ImmutableArray<OccupiedSlot> PartsOf(ImmutableArray<BookedSegment> own, Guid id, int quantity, Instant? expires, BookingState state) =>
        [.. own.Select((segment, index) => PartOf(id, index, segment, quantity, expires, state))];

    // It ends with its booking.
    private static CalendarEntry PartOf(Guid id, int index, BookedSegment segment, int quantity, Instant? expires, BookingState state) => new(
        new CommitId(id).Derive(string.Create(CultureInfo.InvariantCulture, $"part {index}")), state.By, segment.ServiceId, segment.Start, segment.End, segment.BufferBefore, segment.BufferAfter,
        quantity, state.Terms.Shared, state.Blocks, expires, state)
    {
        Owner = id,
        RelevantUntil = long.MaxValue,
    };

    // Until the decision is known, a reservation may end like a hold.
    private OccupiedBy By => PendingTransfer is null ? Status.OccupiedBy : IsOfParticipant ? OccupiedBy.Hold : OccupiedBy.Move;

    private bool Blocks => !Status.IsCalledOff && (Terms.PendingBlocks || Status.OccupiedBy is not OccupiedBy.Pending);

    private sealed record Seldom
    {
        public MoveId? Arrival { get; init; }

        public PendingTransfer? PendingTransfer { get; init; }

        public SharedBooking? Shared { get; init; }

        public Seldom? OrNull => this is { Arrival: null, PendingTransfer: null, Shared: null } ? null : this;
    }
}

public static class CalendarEntryExtensions
{
    extension(OccupiedSlot entry)
    {
        /// <summary>Valid because every slot of a calendar is a <see cref="CalendarEntry"/>.</summary>
        public BookingState State => ((CalendarEntry)entry).State;

        public OccupiedSlot WithState(BookingState state) =>
            BookingState.EntryOf(entry.Id, entry.ServiceId, entry.Start, entry.End, entry.Quantity, entry.Expires, state);

        /// <summary>Pending, and taking its time whatever the service's terms are.</summary>
        public OccupiedSlot WaitingForApproval() => entry.WithState(entry.State.WaitingForApproval());

        public OccupiedSlot WithExpiry(Instant expires) =>
            BookingState.EntryOf(entry.Id, entry.ServiceId, entry.Start, entry.End, entry.Quantity, expires, entry.State);

        /// <summary>The time of a participant, once the lead has decided.</summary>
        internal OccupiedSlot KeptBy(TimeKept e) => BookingState.EntryOf(
            e.BookingId.Value, entry.ServiceId, entry.Start, entry.End, entry.Quantity, e.Expires, entry.State with
            {
                UserId = e.UserId,
                Status = e.Status,
                PendingTransfer = null,
                Shared = entry.State.Shared! with { Lead = e.Lead, FirstAt = null, Expires = null },
            });

        public OccupiedSlot WithTime(BookedInterval time) => BookingState.EntryOf(
            entry.Id, entry.ServiceId, time.Start, time.End, entry.Quantity, entry.Expires, entry.State with { TimeZone = time.TimeZone });
    }
}
