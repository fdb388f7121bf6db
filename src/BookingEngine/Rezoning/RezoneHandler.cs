using System.Collections.Immutable;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Times;
using BookingEngine.Users.Roles;
using Microsoft.Extensions.Logging;

namespace BookingEngine.Rezoning;

/// <param name="Moved">How many bookings got another instant.</param>
/// <param name="Conflicts">How many could not, and were not reported before.</param>
/// <param name="Left">How many could not, whether or not they were reported before.</param>
public readonly record struct RezoneResult(int Moved, int Conflicts, int Left);

/// <summary>Moves bookings ahead to the instants that keep their local times, after the rules of their zones have changed. It goes by what each booking was
/// agreed with, so the former rules are not needed, and a second run changes nothing. Bookings of newer rules stay: an older program does not know them.</summary>
public sealed class RezoneHandler(
    ShiftedBookingFinder finder, CommandExecutor executor, RezoneSeveral several, CatalogueCache catalogue, IIds ids, TimeProvider time, ILogger<RezoneHandler> logger)
{
    public async Task<RezoneResult> RunAsync(string correlation, CancellationToken cancellation)
    {
        var found = await finder.FindAsync(time.Now(), cancellation);
        var (result, isLast, moves) = (new RezoneResult(0, 0, found.Count), false, true);
        while (result.Left > 0 && !isLast)
        {
            // Bookings of several commits may make room for each other, so what cannot move is reported when nothing moves any more.
            isLast = !moves || AreOneCommitEach(found);
            var round = await RunRoundAsync(found, isLast, correlation, cancellation);
            result = new RezoneResult(result.Moved + round.Moved, result.Conflicts + round.Conflicts, found.Count - round.Moved);
            moves = round.Moved > 0;
            found = moves && !isLast ? await finder.FindAsync(time.Now(), cancellation) : found;
        }

        await AuditAsync(result, correlation, cancellation);
        return result;
    }

    private static bool AreOneCommitEach(List<ShiftedBooking> found) =>
        found.All(shifted => shifted.Booking.Resources is null) && found.GroupBy(s => s.Booking.CalendarId).All(calendar => RezoneDecision.Commits(calendar).Count() == 1);

    private async Task<RezoneResult> RunRoundAsync(List<ShiftedBooking> found, bool isLast, string correlation, CancellationToken cancellation)
    {
        var result = default(RezoneResult);
        foreach (var calendar in found.Where(shifted => shifted.Booking.Resources is null).GroupBy(shifted => shifted.Booking.CalendarId))
        {
            result = Add(result, await TryAsync(calendar.Key, () => MoveInCalendarAsync(calendar, isLast, correlation, cancellation), cancellation));
        }

        foreach (var shifted in found.Where(shifted => shifted.Booking.Resources is not null).OrderBy(shifted => shifted.Order))
        {
            result = Add(result, await TryAsync(shifted.Booking.CalendarId, () => MoveSeveralAsync(shifted, isLast, correlation, cancellation), cancellation));
        }

        return result;
    }

    // One calendar that fails does not stop the others. Its bookings are left, so the next look tries again.
    private async Task<RezoneResult> TryAsync(ResourceId calendar, Func<Task<RezoneResult>> move, CancellationToken cancellation)
    {
        try
        {
            return await move();
        }
        catch (Exception e) when (e is not OutOfMemoryException && !cancellation.IsCancellationRequested)
        {
            logger.BookingsNotRezoned(calendar.Value, e);
            return default;
        }
    }

    private async Task<RezoneResult> MoveInCalendarAsync(IEnumerable<ShiftedBooking> shifted, bool isLast, string correlation, CancellationToken cancellation)
    {
        var result = default(RezoneResult);
        foreach (var some in RezoneDecision.Commits(shifted))
        {
            var recorded = await MoveTogetherAsync(some, isLast, correlation, cancellation);
            result = Add(result, new(recorded.Count(e => e.Event is BookingRezoned), recorded.Count(e => e.Event is RezoneConflictFound), 0));
        }

        return result;
    }

    private async Task<ImmutableArray<RecordedEvent>> MoveTogetherAsync(
        ImmutableArray<ShiftedBooking> shifted, bool isLast, string correlation, CancellationToken cancellation)
    {
        var (context, services) = (NewContext(correlation), new Dictionary<ServiceId, Service>());
        foreach (var id in shifted.Select(s => s.Booking.ServiceId).Distinct())
        {
            services[id] = await catalogue.ServiceAsync(id, cancellation) ?? DefaultCatalogue.InitialService with { Id = id };
        }

        var decision = new RezoneDecision([.. shifted.OrderBy(s => s.Booking.Slot)], services, context.Now, context.CommitId.Value, isLast);
        var outcome = await executor.RecordAsync<Calendar>(Calendar.StreamOf(shifted[0].Booking.CalendarId), context, decision.Decide, cancellation);
        return outcome.IsRefused(out _, out var recorded) ? [] : recorded;
    }

    private async Task<RezoneResult> MoveSeveralAsync(ShiftedBooking shifted, bool isLast, string correlation, CancellationToken cancellation)
    {
        var (isMoved, conflict) = await several.MoveAsync(shifted, NewContext(correlation), cancellation);
        var reported = conflict is not null && isLast ? await several.ReportAsync(shifted, conflict, NewContext(correlation), cancellation) : 0;
        return new(isMoved ? 1 : 0, reported, 0);
    }

    private static RezoneResult Add(RezoneResult sum, RezoneResult next) => sum with { Moved = sum.Moved + next.Moved, Conflicts = sum.Conflicts + next.Conflicts };

    // Of one decision: those over several calendars have a deadline, and a run may take minutes.
    private CommandContext NewContext(string correlation) => new(new CommitId(ids.Next()), time.Now(), Actor: null, correlation);

    private async Task AuditAsync(RezoneResult result, string correlation, CancellationToken cancellation)
    {
        if (result is not { Moved: 0, Conflicts: 0 })
        {
            await executor.ExecuteAsync<Team>(
                Team.Stream, NewContext(correlation), _ => Decision.Of(new BookingsRezoned(ZoneData.Version, result.Moved, result.Conflicts)), cancellation);
        }
    }
}
