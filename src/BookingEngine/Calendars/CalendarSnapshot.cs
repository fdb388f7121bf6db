using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.Aggregates;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Slots.Occupied;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Calendars;

/// <summary>What a snapshot of a calendar holds: what the resource is, and the bookings and holds that still matter, so that its size follows what
/// is booked ahead and not how old the calendar is.</summary>
/// <param name="Offers">What was booked, each once, for the entries to name by its place here.</param>
internal sealed record CalendarSnapshot(
    ImmutableArray<CalendarSnapshot.Offer> Offers, ImmutableArray<CalendarSnapshot.Entry> Taken, ImmutableArray<CalendarSnapshot.Left> Gone,
    Definition<Resource> Resource)
{
    public static SnapshotShape<Calendar> Shape { get; } = SnapshotShape.Of<Calendar, CalendarSnapshot>(
        "calendar.v4", CalendarSnapshotJson.Stored.StateAtCalendarSnapshot, Of, stored => stored.ToCalendar());

    private static CalendarSnapshot Of(Calendar calendar)
    {
        var places = new Dictionary<Offer, int>();
        ImmutableArray<Entry> taken = [.. calendar.Taken.All.Select(t => Entry.Of(t, PlaceOf(Offer.Of(t), places)))];
        ImmutableArray<Left> gone =
        [
            .. calendar.Gone.All.Select(d => new Left(Entry.Of(d.Entry, PlaceOf(Offer.Of(d.Entry), places)), d.MovedBy, d.At.ToUnixTimeTicks())),
        ];
        return new([.. places.OrderBy(p => p.Value).Select(p => p.Key)], taken, gone, calendar.Written);
    }

    private static int PlaceOf(Offer offer, Dictionary<Offer, int> places)
    {
        if (!places.TryGetValue(offer, out var place))
        {
            places[offer] = place = places.Count;
        }

        return place;
    }

    private Calendar ToCalendar() => new(
        Occupancy.Of(Taken.Select(e => e.ToTaken(Offers[e.Offer]))),
        Gone.Aggregate(RecentlyRemoved.None, (gone, left) => gone.Add(
            new RemovedBooking(left.Entry.ToTaken(Offers[left.Entry.Offer]), left.MovedBy, Instant.FromUnixTimeTicks(left.At)))),
        Resource);

    /// <summary>A service and its terms as they were when it was booked.</summary>
    internal sealed record Offer(ServiceId ServiceId, string TimeZone, BookingTerms Terms)
    {
        public static Offer Of(OccupiedSlot taken) => new(taken.ServiceId, taken.State.TimeZone, taken.State.Terms);
    }

    /// <summary>Start, end and expiry in ticks of 100 ns since 1970: as fine as a slot can be asked for, and faster to read than texts. A
    /// class, for a member that a struct lacks would be read as zero.</summary>
    internal sealed record Entry(Guid Id, UserId User, long Start, long End, int Quantity, BookingStatus Status, int Offer)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public long? Expires { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public MoveId? Arrival { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public PendingTransfer? UnderWay { get; init; }

        public static Entry Of(OccupiedSlot t, int offer) => new(
            t.Id, t.State.UserId, t.Start.ToUnixTimeTicks(), t.End.ToUnixTimeTicks(), t.Quantity, t.State.Status, offer)
        {
            Expires = t.Expires?.ToUnixTimeTicks(),
            Arrival = t.State.Arrival,
            UnderWay = t.State.UnderWay,
        };

        public OccupiedSlot ToTaken(Offer offer) => BookingState.EntryOf(
            Id, offer.ServiceId, Instant.FromUnixTimeTicks(Start), Instant.FromUnixTimeTicks(End), Quantity,
            Expires is { } ticks ? Instant.FromUnixTimeTicks(ticks) : null,
            new BookingState(User, Status, offer.TimeZone, offer.Terms) { Arrival = Arrival, UnderWay = UnderWay });
    }

    /// <param name="At">When, in ticks as in <see cref="CalendarSnapshot.Entry"/>.</param>
    internal sealed record Left(Entry Entry, MoveId? MovedBy, long At);
}

[JsonSerializable(typeof(StateAt<CalendarSnapshot>))]
internal sealed partial class CalendarSnapshotJson : JsonSerializerContext
{
    public static CalendarSnapshotJson Stored { get; } = new(StoredJson.NewOptions());
}
