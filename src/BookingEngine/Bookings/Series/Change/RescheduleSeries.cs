using System.Collections.Immutable;
using BookingEngine.Bookings.Reschedule;
using BookingEngine.Bookings.Series.Rules;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Times;
using BookingEngine.Transfers;
using NodaTime;

namespace BookingEngine.Bookings.Series.Change;

/// <param name="Booking">The booking that it names, and its new time. The others move by as many days, and by as much on the clock.</param>
/// <param name="Skips">Whether bookings that cannot move stay. If not, none moves then.</param>
public sealed record RescheduleSeries(RescheduleBooking Booking, SeriesScope Scope, bool Skips)
{
    /// <summary>Whether bookings that were moved apart from the others move, too.</summary>
    public bool IncludesMoved { get; init; }
}

/// <summary>The new times of bookings of one calendar.</summary>
/// <param name="Target">That of the booking that the command names.</param>
/// <param name="Starts">The new start of each booking; null if the clocks skip it.</param>
public sealed record SeriesMove(SeriesSelection Selection, ImmutableArray<Booking> Bookings, RescheduleTarget Target, IReadOnlyDictionary<BookingId, Instant?> Starts)
{
    public static SeriesMove Of(SeriesSelection selection, IEnumerable<Booking> bookings, RescheduleTarget target, SlotInput when)
    {
        var (named, zones) = (selection.Named, target.At.Locations);
        var to = when.Instant is null ? when.Local : target.Start.InZone(zones.ZoneAt(target.Start)).LocalDateTime;
        var shift = Period.Between(LocalOf(named), to, PeriodUnits.Ticks);
        return new(selection, [.. bookings], target, bookings.ToDictionary(
            booking => booking.Id, booking => booking.Id == named.Id ? target.Start : SeriesTimes.Find(LocalOf(booking) + shift, zones)));
    }

    public RescheduleTarget TargetOf(Booking booking) => Target with
    {
        Id = booking.Id,
        Start = Starts[booking.Id]!.Value,
        ClaimedLength = Target.ClaimedLength is null ? null : booking.End - booking.Slot,
    };

    /// <summary>Moves together those that can move. All their former times are free for them. Those that cannot move keep theirs, and then others may not
    /// move either. None moves without the named one: the shift is counted from its time, so a repeated request would move the others again.</summary>
    /// <param name="refused">What limits refuse already.</param>
    /// <param name="kept">Gets those that stay.</param>
    public Decision Decide(Calendar calendar, IReadOnlyDictionary<BookingId, Refusal> refused, bool skips, CommandContext context, List<KeptBooking> kept)
    {
        kept.Clear();
        var staying = new Dictionary<BookingId, Refusal>(refused);
        var events = Try(calendar, staying, context);
        while (events is null && staying.Values.All(refusal => SkipReasons.Of(refusal) is not null))
        {
            events = Try(calendar, staying, context);
        }

        kept.AddRange(Bookings.Where(b => Starts[b.Id] is null || staying.ContainsKey(b.Id))
            .Select(b => new KeptBooking(b, staying.TryGetValue(b.Id, out var refusal) ? SkipReasons.Of(refusal) ?? "" : SkipReasons.Gap)));
        return staying.Values.FirstOrDefault(refusal => SkipReasons.Of(refusal) is null) is { } whole ? whole
            : skips && staying.TryGetValue(Selection.Named.Id, out var ofNamed) ? ofNamed
            : kept.Count > 0 && !skips ? new SeriesUnavailable([.. kept.Select(k => new SkippedTime(k.Booking.Occurrence!.Start, k.Reason))])
            : SeriesCommands.AsParts(events!, context.CommitId.Value);
    }

    // Those that go later begin with the last, and those that go earlier with the first. So each arrives where the one before it has left, and one that
    // stays is in the way of those after it at once: a second try finds nothing new, as a rule. Null if some are refused: they are added to those that stay.
    private IReadOnlyList<IDomainEvent>? Try(Calendar calendar, Dictionary<BookingId, Refusal> staying, CommandContext context)
    {
        var (events, refused) = (new Dictionary<BookingId, ImmutableArray<IDomainEvent>>(), staying.Count);
        Booking[] moving = [.. Bookings.Where(booking => Starts[booking.Id] is not null && !staying.ContainsKey(booking.Id))];
        var others = calendar with { Occupied = moving.Aggregate(calendar.Occupied, (occupied, booking) => occupied.Remove(booking.Id.Value)) };
        foreach (var booking in Target.Start > Selection.Named.Slot ? moving.Reverse() : moving)
        {
            var decision = Move(booking, calendar, others, context.Now);
            if (decision.Refusal is { } refusal)
            {
                staying[booking.Id] = refusal;
            }

            events[booking.Id] = decision.Events;
            if (calendar.Occupied.TryFind(booking.Id.Value, out var entry))
            {
                others = others with { Occupied = others.Occupied.Add(decision.Events is [BookingRescheduled e] ? entry.WithTime(e.Time) : entry) };
            }
        }

        return staying.Count > refused ? null : [.. Bookings.Where(b => events.ContainsKey(b.Id)).SelectMany(b => events[b.Id])];
    }

    private Decision Move(Booking booking, Calendar calendar, Calendar others, Instant now) =>
        calendar.Find(booking.Id, now) is { IsHere: true } known && known.Entry.Start == booking.Slot
            ? RescheduleBookingHandler.Reschedule(known, others, Selection.Rights[booking.Id], TargetOf(booking), now)
            : BookingRefusals.Changed;

    private static LocalDateTime LocalOf(Booking booking) => booking.Slot.InZone(ZoneData.Zones[booking.TimeZone]).LocalDateTime;
}
