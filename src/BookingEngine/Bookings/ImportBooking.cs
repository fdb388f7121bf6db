using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Bookings;

/// <param name="Id">Follows from the earlier id, so that a second run meets the same booking.</param>
public sealed record ImportBooking(BookingId Id, UserId UserId, Instant Start);

/// <summary>Brings a booking over from an earlier implementation into the default resource's calendar, past ones as well, on the grid or off
/// it. Only what would book a time twice is refused. Done again, it changes nothing.</summary>
public sealed class ImportBookingHandler(CommandExecutor executor, IReadModelStore models)
{
    public async Task<Outcome<BookingId>> HandleAsync(ImportBooking command, CommandContext context, CancellationToken cancellation)
    {
        if (await models.FindAsync(BookingsProjection.ModelName, command.Id.ToString(), cancellation) is not null)
        {
            return command.Id;
        }

        var confirmed = BookSlotHandler.Confirm(new BookSlot(command.UserId, command.Start), command.Id);
        var outcome = await executor.ExecuteAsync<Calendar>(
            Calendar.StreamOf(confirmed.ResourceId), context, calendar => Import(calendar, confirmed), cancellation);
        return outcome.IsRefused(out var refusal, out _) ? refusal : command.Id;
    }

    public static Decision Import(Calendar calendar, BookingConfirmed confirmed) =>
        calendar.Taken.Contains(new TakenSpan(confirmed.Start, confirmed.End, confirmed.BookingId)) ? Decision.Nothing : BookSlotHandler.Book(calendar, confirmed);
}
