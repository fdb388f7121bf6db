using BookingEngine.Bookings;
using BookingEngine.Bookings.Show;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.ReadModels;
using BookingEngine.Times;
using BookingEngine.Users.Roles;
using NodaTime;

namespace BookingEngine.Rezoning;

/// <param name="Moved">How many bookings got another instant.</param>
/// <param name="Conflicts">How many could not, and were not reported before.</param>
public readonly record struct RezoneResult(int Moved, int Conflicts);

/// <summary>Moves bookings ahead to the instants that keep their local times, after the rules of their zones have changed. It goes by what each booking was
/// agreed with, so the former rules are not needed, and a second run changes nothing. Bookings of newer rules stay: an older program does not know them.</summary>
public sealed class RezoneHandler(
    IReadModelStore models, BookingHistory history, CommandExecutor executor, CatalogueCache catalogue, IIds ids, TimeProvider time)
{
    private const int PageSize = 200;

    public async Task<RezoneResult> RunAsync(string correlation, CancellationToken cancellation)
    {
        var now = time.Now();
        var (moved, conflicts) = (0, 0);
        foreach (var calendar in (await FindShiftedAsync(now, cancellation)).GroupBy(shifted => shifted.Booking.CalendarId))
        {
            var context = new CommandContext(new CommitId(ids.Next()), now, Actor: null, correlation);
            var services = new Dictionary<ServiceId, Service>();
            foreach (var id in calendar.Select(shifted => shifted.Booking.ServiceId).Distinct())
            {
                services[id] = await catalogue.ServiceAsync(id, cancellation) ?? DefaultCatalogue.InitialService with { Id = id };
            }

            var decision = new RezoneDecision([.. calendar.OrderBy(shifted => shifted.Booking.Slot)], services, now, context.CommitId.Value);
            var outcome = await executor.RecordAsync<Calendar>(Calendar.StreamOf(calendar.Key), context, decision.Decide, cancellation);
            if (!outcome.IsRefused(out _, out var recorded))
            {
                moved += recorded.Count(e => e.Event is BookingRezoned);
                conflicts += recorded.Count(e => e.Event is RezoneConflictFound);
            }
        }

        await AuditAsync(new RezoneResult(moved, conflicts), now, correlation, cancellation);
        return new RezoneResult(moved, conflicts);
    }

    private async Task<List<ShiftedBooking>> FindShiftedAsync(Instant now, CancellationToken cancellation)
    {
        List<ShiftedBooking> found = [];
        foreach (var list in BookingLists.OfAll(service: null, [BookingStatus.Confirmed, BookingStatus.Pending]))
        {
            var range = BookingLists.Between(now, null) with { Limit = PageSize };
            while (await models.ListAsync(list, range, cancellation) is { Count: > 0 } page)
            {
                foreach (var booking in page.Select(BookingsProjection.Read).Where(booking => !booking.IsPart && booking.Slot > now))
                {
                    if (await ShiftOfAsync(booking, cancellation) is { } shifted)
                    {
                        found.Add(shifted);
                    }
                }

                range = range with { After = page[^1].SortKey };
            }
        }

        return [.. found.DistinctBy(shifted => shifted.Booking.Id)];
    }

    private async Task<ShiftedBooking?> ShiftOfAsync(Booking booking, CancellationToken cancellation)
    {
        if (AgreedTime.Of(await history.ReadAsync(booking.Id, cancellation)) is not { } agreed
            || !AgreedTime.IsOlder(agreed.ZoneData, ZoneData.Version) || ZoneData.TryFind(agreed.TimeZone) is not { } zone)
        {
            return null;
        }

        var (start, conflict) = AgreedTime.Resolve(agreed, zone);
        return start == agreed.Start ? null : new ShiftedBooking(booking, agreed, start, conflict);
    }

    private async Task AuditAsync(RezoneResult result, Instant now, string correlation, CancellationToken cancellation)
    {
        if (result != default)
        {
            var context = new CommandContext(new CommitId(ids.Next()), now, Actor: null, correlation);
            await executor.ExecuteAsync<Team>(
                Team.Stream, context, _ => Decision.Of(new BookingsRezoned(ZoneData.Version, result.Moved, result.Conflicts)), cancellation);
        }
    }
}
