using System.Collections.Immutable;
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
/// <param name="Left">How many could not, whether or not they were reported before.</param>
public readonly record struct RezoneResult(int Moved, int Conflicts, int Left);

/// <summary>Moves bookings ahead to the instants that keep their local times, after the rules of their zones have changed. It goes by what each booking was
/// agreed with, so the former rules are not needed, and a second run changes nothing. Bookings of newer rules stay: an older program does not know them.</summary>
public sealed class RezoneHandler(
    IReadModelStore models, BookingHistory history, CommandExecutor executor, RezoneSeveral several, CatalogueCache catalogue, IIds ids, TimeProvider time)
{
    private const int PageSize = 200;

    public async Task<RezoneResult> RunAsync(string correlation, CancellationToken cancellation)
    {
        var now = time.Now();
        var found = await FindShiftedAsync(now, cancellation);
        var (result, isLast, moves) = (new RezoneResult(0, 0, found.Count), false, true);
        while (result.Left > 0 && !isLast)
        {
            // Bookings of one resource and of several may make room for each other, so what cannot move is reported when nothing moves any more.
            isLast = !moves || found.All(shifted => shifted.Booking.Resources is null);
            var run = await RunOnceAsync(found, isLast, now, correlation, cancellation);
            result = new RezoneResult(result.Moved + run.Moved, result.Conflicts + run.Conflicts, found.Count - run.Moved);
            moves = run.Moved > 0;
            found = moves && !isLast ? await FindShiftedAsync(now, cancellation) : found;
        }

        await AuditAsync(result, now, correlation, cancellation);
        return result;
    }

    private async Task<RezoneResult> RunOnceAsync(List<ShiftedBooking> found, bool isLast, Instant now, string correlation, CancellationToken cancellation)
    {
        var result = default(RezoneResult);
        foreach (var calendar in found.Where(shifted => shifted.Booking.Resources is null).GroupBy(shifted => shifted.Booking.CalendarId))
        {
            var recorded = await MoveAsync([.. calendar], isLast, now, correlation, cancellation);
            result = result with
            {
                Moved = result.Moved + recorded.Count(e => e.Event is BookingRezoned),
                Conflicts = result.Conflicts + recorded.Count(e => e.Event is RezoneConflictFound),
            };
        }

        foreach (var shifted in found.Where(shifted => shifted.Booking.Resources is not null).OrderBy(shifted => shifted.Order))
        {
            var (isMoved, conflict) = await several.MoveAsync(shifted, NewContext(now, correlation), cancellation);
            var reported = conflict is not null && isLast ? await several.ReportAsync(shifted, conflict, NewContext(now, correlation), cancellation) : 0;
            result = result with { Moved = result.Moved + (isMoved ? 1 : 0), Conflicts = result.Conflicts + reported };
        }

        return result;
    }

    private async Task<ImmutableArray<RecordedEvent>> MoveAsync(
        ImmutableArray<ShiftedBooking> shifted, bool isLast, Instant now, string correlation, CancellationToken cancellation)
    {
        var (context, services) = (NewContext(now, correlation), new Dictionary<ServiceId, Service>());
        foreach (var id in shifted.Select(s => s.Booking.ServiceId).Distinct())
        {
            services[id] = await catalogue.ServiceAsync(id, cancellation) ?? DefaultCatalogue.InitialService with { Id = id };
        }

        var decision = new RezoneDecision([.. shifted.OrderBy(s => s.Booking.Slot)], services, now, context.CommitId.Value, isLast);
        var outcome = await executor.RecordAsync<Calendar>(Calendar.StreamOf(shifted[0].Booking.CalendarId), context, decision.Decide, cancellation);
        return outcome.IsRefused(out _, out var recorded) ? [] : recorded;
    }

    private CommandContext NewContext(Instant now, string correlation) => new(new CommitId(ids.Next()), now, Actor: null, correlation);

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
        if (result is not { Moved: 0, Conflicts: 0 })
        {
            await executor.ExecuteAsync<Team>(
                Team.Stream, NewContext(now, correlation), _ => Decision.Of(new BookingsRezoned(ZoneData.Version, result.Moved, result.Conflicts)), cancellation);
        }
    }
}
