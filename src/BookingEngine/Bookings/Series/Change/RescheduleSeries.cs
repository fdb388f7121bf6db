using System.Collections.Immutable;
using BookingEngine.BookingLimits;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.Bookings.Reschedule;
using BookingEngine.Bookings.Series.Rules;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
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

/// <summary>The new time of one booking, as its calendars have it now; or why it stays.</summary>
/// <param name="others">The calendars as the bookings that are decided already leave them, without the former times of the others that move.</param>
internal delegate Decision SeriesMoveDecision(Booking booking, CalendarBooking known, ImmutableDictionary<ResourceId, Calendar> others);

/// <summary>The new times of bookings of a series.</summary>
/// <param name="Target">That of the booking that the command names.</param>
/// <param name="Starts">The new start of each booking; null if the clocks skip it.</param>
public sealed record SeriesMove(SeriesSelection Selection, ImmutableArray<Booking> Bookings, RescheduleTarget Target, IReadOnlyDictionary<BookingId, Instant?> Starts)
{
    /// <param name="placeOf">Where a booking takes place. The clocks of that place decide. Null if all are at the target's resource.</param>
    public static SeriesMove Of(
        SeriesSelection selection, IEnumerable<Booking> bookings, RescheduleTarget target, SlotInput when, Func<Booking, ResourceLocations>? placeOf = null)
    {
        var (named, zones) = (selection.Named, target.At.Locations);
        var to = when.Instant is null ? when.Local : target.Start.InZone(zones.ZoneAt(target.Start)).LocalDateTime;
        var shift = Period.Between(LocalOf(named), to, PeriodUnits.Ticks);
        return new(selection, [.. bookings], target, bookings.ToDictionary(
            booking => booking.Id, booking => booking.Id == named.Id ? target.Start : SeriesTimes.Find(LocalOf(booking) + shift, placeOf?.Invoke(booking) ?? zones)));
    }

    public RescheduleTarget TargetOf(Booking booking) => Target with
    {
        Id = booking.Id,
        Start = Starts[booking.Id]!.Value,
        ClaimedLength = Target.ClaimedLength is null ? null : booking.End - booking.Slot,
    };

    /// <summary>What the limits count of a booking at its new time.</summary>
    internal LimitSubject SubjectOf(Booking booking, CommandContext context)
    {
        var target = TargetOf(booking);
        return new(booking.UserId, booking.Id, target.Service, booking.ResourceId, target.TimeOf(booking.End - booking.Slot), context.CommitId)
        {
            Current = ClaimedTime.Of(booking),
            IsOverride = target.IsOverride,
            IsOfCustomer = booking.IsLimited,
        };
    }

    /// <summary>Those that have moved, before and after.</summary>
    internal ImmutableArray<(Booking Before, Booking After)> Moved(ChangedSeries changed)
    {
        var after = changed.Bookings.ToDictionary(booking => booking.Id);
        return [.. Bookings.Where(b => after[b.Id].Slot != b.Slot).Select(b => (b, after[b.Id]))];
    }

    /// <summary>Decides in the calendar of a resource that has the bookings alone.</summary>
    /// <inheritdoc cref="Decide(ImmutableDictionary{ResourceId, Calendar}, SeriesMoveDecision, IReadOnlyDictionary{BookingId, Refusal}, bool, CommandContext, List{KeptBooking})"/>
    public Decision Decide(Calendar calendar, IReadOnlyDictionary<BookingId, Refusal> refused, bool skips, CommandContext context, List<KeptBooking> kept)
    {
        var resource = Target.At.Resource.Id;
        return Decide(ImmutableDictionary<ResourceId, Calendar>.Empty.Add(resource, calendar), Move, refused, skips, context, kept);

        Decision Move(Booking booking, CalendarBooking known, ImmutableDictionary<ResourceId, Calendar> others) =>
            RescheduleBookingHandler.Reschedule(known, others[resource], Selection.Rights[booking.Id], TargetOf(booking), context.Now);
    }

    /// <summary>Moves together those that can move. All their former times are free for them. Those that cannot move keep theirs, and then others may not
    /// move either. None moves without the named one: the shift is counted from its time, so a repeated request would move the others again.</summary>
    /// <param name="calendars">A booking of another calendar stays.</param>
    /// <param name="refused">What limits refuse already.</param>
    /// <param name="kept">Gets those that stay.</param>
    internal Decision Decide(
        ImmutableDictionary<ResourceId, Calendar> calendars, SeriesMoveDecision decide, IReadOnlyDictionary<BookingId, Refusal> refused, bool skips,
        CommandContext context, List<KeptBooking> kept)
    {
        kept.Clear();
        var staying = new Dictionary<BookingId, Refusal>(refused);
        var events = Try(calendars, decide, staying, context);
        while (events is null && staying.Values.All(refusal => SkipReasons.Of(refusal) is not null))
        {
            events = Try(calendars, decide, staying, context);
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
    private IReadOnlyList<IDomainEvent>? Try(
        ImmutableDictionary<ResourceId, Calendar> calendars, SeriesMoveDecision decide, Dictionary<BookingId, Refusal> staying, CommandContext context)
    {
        var (events, refused) = (new Dictionary<BookingId, ImmutableArray<IDomainEvent>>(), staying.Count);
        Booking[] moving = [.. Bookings.Where(booking => Starts[booking.Id] is not null && !staying.ContainsKey(booking.Id))];
        var others = calendars.ToImmutableDictionary(at => at.Key, at => Without(at.Value, moving.Select(booking => booking.Id)));
        foreach (var booking in Target.Start > Selection.Named.Slot ? moving.Reverse() : moving)
        {
            var decision = Find(booking, calendars, context.Now) is { } known ? decide(booking, known, others) : BookingRefusals.Changed;
            if (decision.Refusal is { } refusal)
            {
                staying[booking.Id] = refusal;
            }

            events[booking.Id] = decision.Events;
            others = With(others, calendars, booking, decision.Events is [BookingRescheduled e] ? e.Time : null);
        }

        return staying.Count > refused ? null : [.. Bookings.Where(b => events.ContainsKey(b.Id)).SelectMany(b => events[b.Id])];
    }

    /// <summary>Without the times of these bookings.</summary>
    internal static Calendar Without(Calendar calendar, IEnumerable<BookingId> bookings) =>
        calendar with { Occupied = bookings.Aggregate(calendar.Occupied, (occupied, booking) => occupied.Remove(booking.Value)) };

    // Null for its present time.
    private static ImmutableDictionary<ResourceId, Calendar> With(
        ImmutableDictionary<ResourceId, Calendar> others, ImmutableDictionary<ResourceId, Calendar> seen, Booking booking, BookedInterval? time)
    {
        foreach (var resource in booking.ResourceIds.Append(booking.CalendarId).Distinct().Where(seen.ContainsKey))
        {
            if (seen[resource].Occupied.TryFind(booking.Id.Value, out var entry))
            {
                var calendar = others[resource];
                others = others.SetItem(resource, calendar with { Occupied = calendar.Occupied.Add(time is { } to ? entry.WithTime(to) : entry) });
            }
        }

        return others;
    }

    // Null for one that has changed meanwhile, or that another calendar decides about.
    private static CalendarBooking? Find(Booking booking, ImmutableDictionary<ResourceId, Calendar> calendars, Instant now) =>
        calendars.TryGetValue(booking.CalendarId, out var calendar) && calendar.Find(booking.Id, now) is { IsHere: true } known && known.Entry.Start == booking.Slot
            ? known
            : null;

    private static LocalDateTime LocalOf(Booking booking) => booking.Slot.InZone(ZoneData.Zones[booking.TimeZone]).LocalDateTime;
}
