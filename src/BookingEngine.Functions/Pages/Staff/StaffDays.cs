using System.Collections.Immutable;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Lists;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Hours;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Functions.Pages.Staff;

/// <summary>A booking in the calendar, at its place's time.</summary>
public sealed record StaffEntry(Booking Booking, BookingNames Names)
{
    public ZonedDateTime Start => Booking.Slot.InZone(ZoneData.Zones[Booking.TimeZone]);

    public ZonedDateTime End => Booking.End.InZone(ZoneData.Zones[Booking.TimeZone]);

    /// <summary>The guest's or the account's name; null if the person was erased.</summary>
    public string? Person => Names.Guest ?? Names.Customer;
}

/// <summary>What a day has.</summary>
/// <param name="Off">When resources are blocked on that day.</param>
public sealed record StaffDay(LocalDate Date, ImmutableArray<StaffEntry> Entries, ImmutableArray<(StaffResource Resource, TimeOff Time)> Off);

/// <param name="IsCut">Whether there are more bookings than shown.</param>
public sealed record StaffDays(ImmutableArray<StaffDay> Days, bool IsCut);

/// <summary>Reads the calendar of staff, by the same list as the routes.</summary>
public sealed class StaffDaysFinder(ListBookingsHandler bookings, BookingNamesReader names)
{
    public const int Maximum = 500;

    private static readonly ImmutableArray<BookingStatus> Shown = [BookingStatus.Pending, BookingStatus.Confirmed, BookingStatus.Completed, BookingStatus.NoShow];

    /// <param name="shown">Whose time off is shown.</param>
    public async Task<Outcome<StaffDays>> FindAsync(ApiCall call, CalendarChoice choice, LocalDate from, int days, IReadOnlyList<StaffResource> shown)
    {
        // A day wider on both sides: places are in several zones.
        var filter = FilterOf(choice) with
        {
            Statuses = Shown,
            Zone = DateTimeZone.Utc,
            From = new RangeBound(from.PlusDays(-1), default),
            To = new RangeBound(from.PlusDays(days + 1), default),
        };
        return (await FindAsync(call, filter)).IsRefused(out var refusal, out var found) ? refusal : new StaffDays(
            [.. Enumerable.Range(0, days).Select(n => from.PlusDays(n)).Select(date => DayOf(date, found.Entries, shown))], found.IsCut);
    }

    /// <summary>What waits for approval, by start.</summary>
    public async Task<Outcome<ImmutableArray<StaffEntry>>> FindRequestsAsync(ApiCall call, CalendarChoice choice)
    {
        var filter = FilterOf(choice) with { Statuses = [BookingStatus.Pending], From = new RangeBound(null, call.Now) };
        return (await FindAsync(call, filter)).IsRefused(out var refusal, out var found) ? refusal : found.Entries;
    }

    private async Task<Outcome<(ImmutableArray<StaffEntry> Entries, bool IsCut)>> FindAsync(ApiCall call, BookingFilter filter)
    {
        var query = new ListBookings(call.Caller.UserId, null, Maximum) { Role = call.Caller.Role, Filter = filter };
        if ((await bookings.HandleAsync(query, call.Cancellation)).IsRefused(out var refusal, out var page))
        {
            return refusal;
        }

        var found = page.Bookings;
        return ([.. found.Zip(await names.FindAsync(found, call.Cancellation), (booking, named) => new StaffEntry(booking, named))], page.Next is not null);
    }

    private static BookingFilter FilterOf(CalendarChoice choice) =>
        choice.Resource is { } resource ? new() { ResourceId = new ResourceId(resource) } : new() { OfAll = true };

    private static StaffDay DayOf(LocalDate date, ImmutableArray<StaffEntry> entries, IReadOnlyList<StaffResource> shown) => new(
        date, [.. entries.Where(e => e.Start.Date == date)],
        [
            .. from resource in shown
               let begin = LocalTimes.StartOf(date, resource.Zone)
               let end = LocalTimes.StartOf(date.PlusDays(1), resource.Zone)
               from off in resource.Resource.TimeOff
               where off.From < end && begin < off.To
               orderby off.From
               select (resource, off),
        ]);
}
