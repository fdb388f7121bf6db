using System.Collections.Immutable;
using BookingEngine.Calendars.Events;
using BookingEngine.ReadModels;

namespace BookingEngine.Bookings.Series;

/// <summary>Finds the bookings of a series. Their ids follow from the series', so no list is needed.</summary>
public sealed class SeriesFinder(IReadModelStore models)
{
    /// <summary>The bookings by the local starts that the rule gave them. One read, and one more for each time that bookings moved to other
    /// calendars.</summary>
    public async Task<ImmutableArray<Booking>> FindAsync(SeriesId series, CancellationToken cancellation) =>
        [.. (await FindDocumentsAsync(series, cancellation)).Select(BookingsProjection.Read).OrderBy(booking => booking.Occurrence?.Start)];

    /// <inheritdoc cref="FindAsync"/>
    public async Task<IReadOnlyList<ReadModelDocument>> FindDocumentsAsync(SeriesId series, CancellationToken cancellation)
    {
        List<ReadModelDocument> found = [];
        string[] next = [.. series.Bookings.Select(booking => BookingsProjection.DocumentIdOf(booking, arrival: null))];
        while (next.Length > 0)
        {
            var documents = (await models.FindAllAsync(BookingsProjection.ModelName, next, cancellation)).Where(document => document.Body is not null).ToList();
            next = [.. documents.Select(BookingsProjection.Read).Where(booking => booking.MovedBy is not null).Select(b => BookingsProjection.DocumentIdOf(b.Id, b.MovedBy))];
            found.AddRange(documents.Where(document => BookingsProjection.Read(document).MovedBy is null));
        }

        return found;
    }
}
