using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.Ports;
using NodaTime;

namespace BookingEngine.Bookings.Series.Change;

/// <summary>The bookings of a scope.</summary>
/// <param name="Named">The one that the command names.</param>
/// <param name="InScope">Those that the actor has a right to.</param>
public sealed record SeriesSelection(Booking Named, ImmutableArray<Booking> InScope, IReadOnlyDictionary<BookingId, BookingRight> Rights)
{
    /// <summary>Those that are expected to take place, and have not begun.</summary>
    public ImmutableArray<Booking> Ahead(Instant now) => [.. InScope.Where(booking => booking.IsActive && booking.Slot > now)];

    /// <summary>After some of them have changed.</summary>
    public ChangedSeries After(IEnumerable<Booking> changed, IEnumerable<KeptBooking> kept)
    {
        var byId = changed.ToDictionary(booking => booking.Id);
        return new ChangedSeries(Now(Named), [.. InScope.Select(Now)], [.. kept.OrderBy(k => k.Booking.Occurrence?.Start)]);

        Booking Now(Booking booking) => byId.GetValueOrDefault(booking.Id, booking);
    }
}

/// <summary>Selects bookings of a series.</summary>
public sealed class SeriesSelector(BookingFinder finder, SeriesFinder series, BookingAccess access, AggregateLoader loader)
{
    public static readonly Refusal NoSeries = new(
        RefusalKind.Rule, "not_in_series", "The booking is not part of a series. Leave out `scope`, or send `one`.");

    public async Task<Outcome<SeriesSelection>> SelectAsync(
        BookingId id, Actor actor, SeriesScope scope, CommandContext context, CancellationToken cancellation)
    {
        if (await finder.FindAsync(id, context.Documents, cancellation) is not { } named
            || await access.RightOfAsync(actor, named, cancellation) is BookingRight.None)
        {
            return BookingRefusals.Unknown;
        }

        if (SeriesId.Of(id) is not { } seriesId)
        {
            return NoSeries;
        }

        var rights = new Dictionary<BookingId, BookingRight>();
        var bookings = await series.FindAsync(seriesId, cancellation);
        await EnsureAllAsync(seriesId, named, bookings, cancellation);
        foreach (var alike in bookings.Where(b => scope is SeriesScope.All || b.Occurrence!.Start >= named.Occurrence!.Start).GroupBy(b => (b.ResourceId, b.UserId)))
        {
            var right = await access.RightOfAsync(actor, alike.First(), cancellation);
            foreach (var booking in right is BookingRight.None ? [] : alike.AsEnumerable())
            {
                rights[booking.Id] = right;
            }
        }

        return new SeriesSelection(named, [.. bookings.Where(booking => rights.ContainsKey(booking.Id))], rights);
    }

    // While the read model is behind, some bookings are missing in it. The command would leave them as they are and say nothing.
    private async Task EnsureAllAsync(SeriesId id, Booking named, ImmutableArray<Booking> found, CancellationToken cancellation)
    {
        var stream = Calendar.StreamOf(named.CalendarId);
        var (calendar, known) = ((await loader.RefreshAsync<Calendar>(stream, cancellation)).State, found.Select(booking => booking.Id).ToHashSet());
        if (id.Bookings.Any(booking => !known.Contains(booking) && calendar.Find(booking) is { IsHere: true, IsActive: true }))
        {
            throw new StoreUnavailableException($"The read model does not have all bookings of a series in {stream} yet. Try again.");
        }
    }
}
