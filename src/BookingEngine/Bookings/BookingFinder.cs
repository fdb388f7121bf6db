using BookingEngine.Calendars.Events;
using BookingEngine.ReadModels;

namespace BookingEngine.Bookings;

/// <summary>Finds a booking by its id, in any calendar.</summary>
public sealed class BookingFinder(IReadModelStore models)
{
    /// <summary>Reads the read model; null if it has no such booking. Reads once, and once more for each move to another
    /// calendar.</summary>
    public async Task<Booking?> FindAsync(BookingId id, CancellationToken cancellation)
    {
        var found = await FindAsync(id, arrival: null, cancellation);
        while (found?.MovedBy is { } move && await FindAsync(id, move, cancellation) is { } next)
        {
            found = next;
        }

        return found;
    }

    /// <summary>The booking as one calendar has it.</summary>
    /// <param name="arrival">The move that brought it there; null for the calendar that created it.</param>
    public async Task<Booking?> FindAsync(BookingId id, MoveId? arrival, CancellationToken cancellation) =>
        await models.FindAsync(BookingsProjection.ModelName, BookingsProjection.DocumentIdOf(id, arrival), cancellation) is { Body: not null } document
            ? BookingsProjection.Read(document)
            : null;
}
