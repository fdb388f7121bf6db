using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.Aggregates;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.ExternalCalendars;
using BookingEngine.Slots.Occupied;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Calendars;

/// <summary>The stored state of a calendar: its resource, and the bookings and holds that still matter. Its size follows what is booked
/// ahead, not the calendar's age.</summary>
/// <param name="Offers">The booked services, each once. An entry refers to one by its index.</param>
internal sealed record CalendarSnapshot(
    ImmutableArray<CalendarSnapshot.Offer> Offers, ImmutableArray<CalendarSnapshot.Entry> Taken, ImmutableArray<CalendarSnapshot.Left> Gone,
    Definition<Resource> Resource)
{
    /// <summary>See <see cref="Calendar.RequiredVersions"/>. Null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<RequiredVersion>? Required { get; init; }

    /// <summary>See <see cref="Calendar.Closures"/>. Null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<LocationClosuresSet>? Closures { get; init; }

    /// <summary>See <see cref="Calendar.Waiting"/>. Null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<WaitlistOpened>? Waiting { get; init; }

    /// <summary>Null if they were never changed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ExternalCalendarList? External { get; init; }

    public static SnapshotShape<Calendar> Shape { get; } = SnapshotShape.Of<Calendar, CalendarSnapshot>(
        "calendar.v10", () => CalendarSnapshotJson.Stored.StateAtCalendarSnapshot, Of, stored => stored.ToCalendar(), "calendar.v9", "calendar.v8", "calendar.v7", "calendar.v6", "calendar.v5", "calendar.v4");

    private static CalendarSnapshot Of(Calendar calendar)
    {
        var indexes = new Dictionary<Offer, int>();
        ImmutableArray<Entry> occupied = [.. calendar.Occupied.All.Select(t => Entry.Of(t, IndexOf(Offer.Of(t), indexes)))];
        ImmutableArray<Left> removed =
        [
            .. calendar.Removed.All.Select(d => new Left(Entry.Of(d.Entry, IndexOf(Offer.Of(d.Entry), indexes)), d.MovedBy, d.At.ToUnixTimeTicks())),
        ];
        return new(
            [.. indexes.OrderBy(p => p.Value).Select(p => p.Key)], occupied, removed,
            calendar.Resource.Version == 0 ? Definition<Resource>.None : calendar.Resource)
        {
            Required = calendar.RequiredVersions.IsEmpty
                ? null
                : [.. calendar.RequiredVersions.OrderBy(r => r.Key.Value, StringComparer.Ordinal).Select(r => new RequiredVersion(r.Key, r.Value))],
            Closures = calendar.Closures.IsEmpty ? null : [.. calendar.Closures.Values.OrderBy(c => c.LocationId.Value, StringComparer.Ordinal)],
            Waiting = calendar.Waiting.IsEmpty ? null : WaitlistOpened.ListOf(calendar.Waiting),
            External = calendar.ExternalCalendars.Version == 0 ? null : calendar.ExternalCalendars,
        };
    }

    private static int IndexOf(Offer offer, Dictionary<Offer, int> indexes)
    {
        if (!indexes.TryGetValue(offer, out var index))
        {
            indexes[offer] = index = indexes.Count;
        }

        return index;
    }

    // Version 0 is never stored. Only the default resource has bookings before its first own event.
    private Calendar ToCalendar() => new(
        Occupancy.Of(Taken.Select(e => e.ToOccupied(Offers[e.Offer]))),
        Gone.Aggregate(RecentlyRemoved.None, (removed, left) => removed.Add(
            new RemovedBooking(left.Entry.ToOccupied(Offers[left.Entry.Offer]), left.MovedBy, Instant.FromUnixTimeTicks(left.At)))),
        Resource.Version == 0 ? CatalogueKinds.Resources.InitialOf(DefaultCatalogue.Resource.Value) : Resource)
    {
        RequiredVersions = Required is { } required
            ? required.ToImmutableDictionary(r => r.ServiceId, r => r.Version)
            : ImmutableDictionary<ServiceId, int>.Empty,
        Closures = Closures is { } closures
            ? closures.ToImmutableDictionary(c => c.LocationId)
            : ImmutableDictionary<LocationId, LocationClosuresSet>.Empty,
        Waiting = WaitlistOpened.SetOf(Waiting),
        ExternalCalendars = External ?? ExternalCalendarList.None,
    };

    internal sealed record RequiredVersion(ServiceId ServiceId, int Version);

    /// <summary>A service and its terms at the time of the booking.</summary>
    internal sealed record Offer(ServiceId ServiceId, string TimeZone, BookingTerms Terms)
    {
        public static Offer Of(OccupiedSlot occupied) => new(occupied.ServiceId, occupied.State.TimeZone, occupied.State.Terms);
    }

    /// <summary>Start, end and expiry are in ticks of 100 ns since 1970: as precise as a slot, and faster to read than text. A class,
    /// because a struct would read a missing member as zero.</summary>
    internal sealed record Entry(Guid Id, UserId User, long Start, long End, int Quantity, BookingStatus Status, int Offer)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public long? Expires { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public MoveId? Arrival { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public PendingTransfer? UnderWay { get; init; }

        /// <summary>See <see cref="BookingState.Changed"/>. Snapshots of <c>calendar.v4</c> do not have it.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public long? Changed { get; init; }

        /// <summary>See <see cref="BookingState.Shared"/>.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public SharedBooking? Shared { get; init; }

        /// <summary>See <see cref="BookingState.IsOffer"/>.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public bool IsOffer { get; init; }

        public static Entry Of(OccupiedSlot t, int offer) => new(
            t.Id, t.State.UserId, t.Start.ToUnixTimeTicks(), t.End.ToUnixTimeTicks(), t.Quantity, t.State.Status, offer)
        {
            Expires = t.Expires?.ToUnixTimeTicks(),
            Arrival = t.State.Arrival,
            UnderWay = t.State.PendingTransfer,
            Changed = t.State.Changed,
            Shared = t.State.Shared,
            IsOffer = t.State.IsOffer,
        };

        public OccupiedSlot ToOccupied(Offer offer) => BookingState.EntryOf(
            Id, offer.ServiceId, Instant.FromUnixTimeTicks(Start), Instant.FromUnixTimeTicks(End), Quantity,
            Expires is { } ticks ? Instant.FromUnixTimeTicks(ticks) : null,
            new BookingState(User, Status, offer.TimeZone, offer.Terms)
            {
                Arrival = Arrival,
                PendingTransfer = UnderWay,
                Changed = Changed,
                Shared = Shared,
                IsOffer = IsOffer,
            });
    }

    /// <param name="At">In ticks, as in <see cref="CalendarSnapshot.Entry"/>.</param>
    internal sealed record Left(Entry Entry, MoveId? MovedBy, long At);
}

[JsonSerializable(typeof(StateAt<CalendarSnapshot>))]
internal sealed partial class CalendarSnapshotJson : JsonSerializerContext
{
    public static CalendarSnapshotJson Stored { get; } = new(StoredJson.NewOptions());
}
