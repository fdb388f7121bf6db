using BookingEngine.Calendars.Events;
using BookingEngine.ReadModels;

namespace BookingEngine.Bookings;

/// <summary>Finds a booking by its id, in whatever calendar it is.</summary>
public sealed class BookingFinder(IReadModelStore models)
{
    /// <summary>As the read model has it; null where it has none. One read, and one more for each time that the booking was moved to another
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

    /// <summary>As one calendar has it.</summary>
    /// <param name="arrival">The move that brought it there; null for where it was made.</param>
    public async Task<Booking?> FindAsync(BookingId id, MoveId? arrival, CancellationToken cancellation) =>
        await models.FindAsync(BookingsProjection.ModelName, BookingsProjection.DocumentIdOf(id, arrival), cancellation) is { Body: not null } document
            ? BookingsProjection.Read(document)
            : null;
}
