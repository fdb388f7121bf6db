using BookingEngine.BookingLimits.Several;
using BookingEngine.Bookings.Cancel;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;

namespace BookingEngine.Bookings.Series.Change;

/// <param name="Booking">The booking that it names, with the actor and the reason.</param>
public sealed record CancelSeries(CancelBooking Booking, SeriesScope Scope);

/// <summary>Cancels the bookings of a series that are ahead. Those within the notice are kept. A repeated request changes nothing.</summary>
public sealed class CancelSeriesHandler(SeriesSelector selector, SeriesCommands commands, BookingReasons reasons, ManyAlignments claims)
{
    public async Task<Outcome<ChangedSeries>> HandleAsync(CancelSeries command, CommandContext context, CancellationToken cancellation)
    {
        var (id, actor) = (command.Booking.Id, command.Booking.Actor);
        return (await selector.SelectAsync(id, actor, command.Scope, context, cancellation)).IsRefused(out var refusal, out var selection)
            ? refusal
            : await commands.OrEarlierAsync(await CancelAsync(command, selection, context, cancellation), selection, context, cancellation);
    }

    private async Task<Outcome<ChangedSeries>> CancelAsync(CancelSeries command, SeriesSelection selection, CommandContext context, CancellationToken cancellation)
    {
        var ahead = selection.Ahead(context.Now);
        var reason = await reasons.EncryptAsync(command.Booking.Reason, selection.Named);
        var outcome = await commands.ChangeEachAsync(
            selection, ahead, context, (booking, _, right) => CancelBookingHandler.Cancel(booking, right, context.Now, reason), cancellation);
        if (outcome.IsRefused(out var refusal, out var changed))
        {
            return refusal;
        }

        if (!ahead.IsEmpty && changed.Kept.Length == ahead.Length)
        {
            return changed.Kept.All(kept => kept.Reason == SkipReasons.Notice) ? BookingRefusals.CancellationWindow : BookingRefusals.Changed;
        }

        await claims.ReleaseAsync([.. changed.Bookings.Where(b => b.Status.IsCalledOff && ahead.Any(a => a.Id == b.Id))], context, cancellation);
        return changed;
    }
}
