using System.Collections.Immutable;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Show;
using BookingEngine.ReadModels;
using BookingEngine.Users;

namespace BookingEngine.Export;

/// <summary>Reads all bookings of a user, each with its texts and changes.</summary>
public sealed class ExportedBookings(IReadModelStore models, GetBookingHandler bookings, GetBookingHistoryHandler histories)
{
    public async Task<IReadOnlyList<ExportedBooking>> ReadAsync(UserId user, CancellationToken cancellation)
    {
        var documents = await models.ListAsync(BookingLists.OfUser(user).Single(), default, cancellation);
        List<ExportedBooking> exported = [];
        foreach (var id in documents.Select(BookingsProjection.Read).Select(booking => booking.Id).Distinct())
        {
            var actor = new Actor(user, Role.Customer);
            var found = await bookings.HandleAsync(new GetBookingQuery(id, actor, AsOf: null), NodaTime.Instant.MaxValue, cancellation);
            if (!found.IsRefused(out _, out var booking))
            {
                var history = await histories.HandleAsync(id, actor, cancellation);
                exported.Add(new ExportedBooking(booking, history.IsRefused(out _, out var changes) ? ImmutableArray<BookingChange>.Empty : changes));
            }
        }

        return exported;
    }
}
