using BookingEngine.BookingLimits.Several;
using BookingEngine.Bookings.Approve;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.Slots;

namespace BookingEngine.Bookings.Series.Change;

/// <param name="Booking">The booking that it names, and the decision.</param>
public sealed record DecideSeries(DecidePending Booking, SeriesScope Scope);

/// <summary>Approves or declines all pending bookings of a series at once. Those whose time is taken stay pending.</summary>
public sealed class DecideSeriesHandler(SeriesSelector selector, SeriesCommands commands, BookingReasons reasons, CatalogueCache catalogue, ManyAlignments claims)
{
    public async Task<Outcome<ChangedSeries>> HandleAsync(DecideSeries command, CommandContext context, CancellationToken cancellation)
    {
        var (id, actor) = (command.Booking.Id, command.Booking.Actor);
        return (await selector.SelectAsync(id, actor, command.Scope, context, cancellation)).IsRefused(out var refusal, out var selection)
            ? refusal
            : await commands.OrEarlierAsync(await DecideAsync(command, selection, context, cancellation), selection, context, cancellation);
    }

    private async Task<Outcome<ChangedSeries>> DecideAsync(DecideSeries command, SeriesSelection selection, CommandContext context, CancellationToken cancellation)
    {
        Booking[] pending = [.. selection.InScope.Where(booking => booking.Status is BookingStatus.Pending)];
        if (await catalogue.ServiceAsync(selection.Named.ServiceId, cancellation) is not { } service || pending.Length == 0)
        {
            return BookingRefusals.WrongState(selection.Named.Status);
        }

        var reason = await reasons.EncryptAsync(command.Booking.Reason, selection.Named);
        var outcome = await commands.ChangeEachAsync(
            selection, pending, context,
            (booking, calendar, right) => command.Booking.IsApproved
                ? DecidePendingHandler.Approve(booking, calendar, right, service, context.Now)
                : DecidePendingHandler.Decline(booking, right, reason),
            cancellation);
        if (!outcome.IsRefused(out _, out var changed) && changed.Kept.Length == pending.Length)
        {
            return changed.Kept.Select(kept => kept.Refusal).Distinct().ToList() is [{ } common] ? common
                : command.Booking.IsApproved ? SlotRefusals.Unavailable
                : BookingRefusals.Changed;
        }

        if (changed is not null && !command.Booking.IsApproved)
        {
            await claims.ReleaseAsync([.. changed.Bookings.Where(b => b.Status is BookingStatus.Declined && pending.Any(p => p.Id == b.Id))], context, cancellation);
        }

        return outcome;
    }
}
