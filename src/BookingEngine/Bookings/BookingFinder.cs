using BookingEngine.Calendars.Events;
using BookingEngine.ReadModels;

namespace BookingEngine.Bookings;

/// <summary>Finds a booking by its id, in any calendar.</summary>
public sealed class BookingFinder(IReadModelStore models)
{
    /// <summary>Reads the read model; null if it has no such booking. Reads once, and once more for each move to another
    /// calendar.</summary>
    public Task<Booking?> FindAsync(BookingId id, CancellationToken cancellation) => FindAsync(id, new RequestDocuments(), cancellation);

    /// <summary>Like <see cref="FindAsync(BookingId, CancellationToken)"/>. The request knows what was read.</summary>
    public async Task<Booking?> FindAsync(BookingId id, RequestDocuments documents, CancellationToken cancellation)
    {
        var found = await FindAsync(id, arrival: null, documents, cancellation);
        while (found?.MovedBy is { } move && await FindAsync(id, move, documents, cancellation) is { } next)
        {
            found = next;
        }

        return found;
    }

    /// <inheritdoc cref="FindAsync(BookingId, MoveId?, CancellationToken)"/>
    public async Task<Booking?> FindAsync(BookingId id, MoveId? arrival, RequestDocuments documents, CancellationToken cancellation) =>
        Read(await documents.FindAsync(models, BookingsProjection.ModelName, BookingsProjection.DocumentIdOf(id, arrival), cancellation));

    /// <summary>Begins the read that <see cref="FindAsync(BookingId, RequestDocuments, CancellationToken)"/> starts with.</summary>
    public void Begin(BookingId id, RequestDocuments documents, CancellationToken cancellation)
    {
        var document = BookingsProjection.DocumentIdOf(id, arrival: null);
        documents.Begin(BookingsProjection.ModelName, document, models.FindAsync(BookingsProjection.ModelName, document, cancellation));
    }

    /// <summary>The booking as one calendar has it.</summary>
    /// <param name="arrival">The move that brought it there; null for the calendar that created it.</param>
    public async Task<Booking?> FindAsync(BookingId id, MoveId? arrival, CancellationToken cancellation) =>
        Read(await models.FindAsync(BookingsProjection.ModelName, BookingsProjection.DocumentIdOf(id, arrival), cancellation));

    private static Booking? Read(ReadModelDocument? document) => document is { Body: not null } ? BookingsProjection.Read(document) : null;
}
