using BookingEngine.Aggregates;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Lists;
using BookingEngine.Bookings.Show;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Slots.Occupied;
using BookingEngine.Users;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.SeveralResources;

/// <summary>Finds what must never be seen of a booking of several resources.</summary>
/// <param name="resources">All resources.</param>
public sealed class SeveralChecks(IServiceProvider observer, IEnumerable<ResourceId> resources)
{
    private static readonly Actor Administrator = new(new UserId(new Guid(2, 0, 0, new byte[8])), Role.Admin);

    public async Task<IReadOnlyList<Booking>> ListAsync(BookingFilter filter)
    {
        var page = await observer.GetRequiredService<ListBookingsHandler>().HandleAsync(
            new ListBookings(Administrator.UserId, null, null) { Role = Role.Admin, Filter = filter }, CancellationToken.None);
        Assert.False(page.IsRefused(out var refusal, out var found), refusal?.Code);
        return found.Bookings;
    }

    public async Task<IReadOnlyList<(ResourceId Resource, Calendar Calendar, long Version)>> CalendarsAsync()
    {
        List<(ResourceId, Calendar, long)> calendars = [];
        foreach (var resource in resources)
        {
            var at = await observer.GetRequiredService<AggregateLoader>().RefreshAsync<Calendar>(Calendar.StreamOf(resource), CancellationToken.None);
            calendars.Add((resource, at.State, at.Version));
        }

        return calendars;
    }

    /// <summary>A list that has a part of a booking, or another state of it than the booking itself; and a time that is taken twice.</summary>
    /// <param name="calendars">All calendars, if they were just read.</param>
    public async Task<IReadOnlyList<string>> FindVisibleFaultsAsync(IReadOnlyList<(ResourceId Resource, Calendar Calendar, long Version)>? calendars = null)
    {
        List<string> faults = [];
        var own = await ListAsync(Everything);
        faults.AddRange(own.GroupBy(b => b.Id).Where(same => same.Count() > 1).Select(same => $"{same.Key} is listed {same.Count()} times"));
        faults.AddRange(own.Where(b => b.ResourceIds.Distinct().Count() != b.ResourceIds.Count() || b.ResourceId != b.ResourceIds.First())
            .Select(b => $"{b.Id} is listed with {string.Join(", ", b.ResourceIds)}"));
        foreach (var booking in own)
        {
            var shown = await observer.GetRequiredService<GetBookingHandler>().HandleAsync(
                new GetBookingQuery(booking.Id, Administrator, AsOf: null), SystemNow, CancellationToken.None);
            faults.AddRange(shown.IsRefused(out var refusal, out var found) ? [$"{booking.Id} is not shown: {refusal.Code}"]
                : found.Booking.ResourceIds.SequenceEqual(booking.ResourceIds) ? [] : [$"{booking.Id} is shown as {found.Booking}"]);
        }

        foreach (var (name, filter, isListed) in Filters(own))
        {
            var (listed, due) = ((await ListAsync(filter)).Select(b => (b.Id, b.Slot, b.Status)), own.Where(isListed).Select(b => (b.Id, b.Slot, b.Status)));
            faults.AddRange(listed.ToHashSet().SetEquals(due) ? [] : [$"by {name}: {string.Join(", ", listed)} and not {string.Join(", ", due)}"]);
        }

        var ended = own.Where(booking => !booking.IsActive).Select(booking => booking.Id.Value).ToHashSet();
        foreach (var (resource, calendar, _) in calendars ?? await CalendarsAsync())
        {
            faults.AddRange((await ListAsync(new BookingFilter { ResourceId = resource }))
                .Where(b => own.FirstOrDefault(o => o.Id == b.Id) is not { } known || known.Slot != b.Slot || known.Status != b.Status || !known.ResourceIds.Contains(resource))
                .Select(b => $"{resource} lists {b.Id}, which is not so"));
            faults.AddRange(TwiceIn(calendar, ended).Select(twice => $"{resource} is taken twice: {twice}"));
        }

        return faults;
    }

    /// <summary>What calendars say of bookings that their own calendars do not.</summary>
    public async Task<IReadOnlyList<string>> FindUnsettledAsync()
    {
        List<string> faults = [];
        var own = await ListAsync(Everything);
        foreach (var (resource, calendar, _) in await CalendarsAsync())
        {
            faults.AddRange(calendar.PendingTransfers(resource).Select(p => $"a reservation is left at {resource}: {p.Move}"));
            var taken = calendar.BookingSpans.Select(span => (span.Id, span.Start)).ToHashSet();
            var active = own.Where(b => b.IsActive && b.ResourceIds.Contains(resource)).ToList();
            var (due, times) = (active.Select(b => (b.Id, b.Slot)).ToHashSet(), active.SelectMany(b => TimesOf(b, resource).Select(start => (b.Id, start))).ToHashSet());
            faults.AddRange(taken.SetEquals(times) ? [] : [$"{resource} has {string.Join(", ", taken)} and not {string.Join(", ", times)}"]);
            var listed = (await ListAsync(new BookingFilter { ResourceId = resource })).Where(b => b.IsActive).Select(b => (b.Id, b.Slot)).ToHashSet();
            faults.AddRange(listed.SetEquals(due) ? [] : [$"{resource} lists {string.Join(", ", listed)} and not {string.Join(", ", due)}"]);
        }

        return faults;
    }

    private static IEnumerable<NodaTime.Instant> TimesOf(Booking booking, ResourceId resource) => booking.Segments is { } segments
        ? segments.Where(segment => segment.ResourceId == resource).Select(segment => segment.Start)
        : [booking.Slot];

    private static IEnumerable<(string Name, BookingFilter Filter, Func<Booking, bool> IsListed)> Filters(IReadOnlyList<Booking> own)
    {
        BookingStatus[] statuses = [BookingStatus.Confirmed, BookingStatus.Cancelled];
        foreach (var status in statuses)
        {
            yield return ($"{status}", Everything with { Statuses = [status] }, b => b.Status == status);
        }

        foreach (var booking in own.Take(1))
        {
            yield return ("service", Everything with { ServiceId = booking.ServiceId }, b => b.ServiceId == booking.ServiceId);
            yield return ("customer", new BookingFilter { UserId = booking.UserId }, b => b.UserId == booking.UserId);
        }
    }

    private static BookingFilter Everything { get; } = new() { OfAll = true };

    private static NodaTime.Instant SystemNow => NodaTime.Instant.FromUtc(2035, 1, 1, 0, 0);

    // A reservation of a booking that moves may overlap the booking's own time, and that of a booking that moves by the same decision. A participant may still
    // keep the time of a booking that was called off.
    private static IEnumerable<string> TwiceIn(Calendar calendar, HashSet<Guid> ended)
    {
        var entries = calendar.Occupied.Times.Where(entry => !(entry.State is { PendingTransfer: null, IsOfParticipant: true } && ended.Contains(BookingOf(entry)))).ToList();
        return from one in entries
               from other in entries
               where one.Id.CompareTo(other.Id) < 0 && one.Blocks && other.Blocks && one.Start < other.End && other.Start < one.End
               where BookingOf(one) != BookingOf(other) && !MoveTogether(calendar, one, other) && !MoveTogether(calendar, other, one)
               select $"{one.Start} by {BookingOf(one)} and {BookingOf(other)}";
    }

    private static bool MoveTogether(Calendar calendar, OccupiedSlot reservation, OccupiedSlot former) =>
        reservation.State is { PendingTransfer: not null, Shared: { } shared } && former.State is { PendingTransfer: null, IsOfParticipant: true }
        && calendar.FindReservation(former.State.Shared!.BookingId)?.State.Shared!.DecisionId == shared.DecisionId;

    private static Guid BookingOf(OccupiedSlot entry) => entry.State.Shared?.BookingId.Value ?? entry.Owner;
}
