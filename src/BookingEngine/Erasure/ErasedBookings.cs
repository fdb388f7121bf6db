using BookingEngine.Bookings;
using BookingEngine.Bookings.Cancel;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.ReadModels;
using BookingEngine.Users;

namespace BookingEngine.Erasure;

/// <summary>Calls off the future bookings of an erased person, if the deployment does not keep them.</summary>
public sealed class ErasedBookings(
    IReadModelStore models, CancelBookingHandler cancellations, ErasurePolicy policy, IIds ids, TimeProvider time)
{
    public async Task CallOffAsync(UserId user, string correlation, CancellationToken cancellation)
    {
        if (!policy.CancelsBookings)
        {
            return;
        }

        var now = time.Now();
        var ahead = await models.ListAsync(BookingLists.OfUser(user).Single(), BookingLists.Between(now, null), cancellation);
        foreach (var booking in ahead.Select(BookingsProjection.Read).Where(b => b.IsActive && b.Slot > now))
        {
            // As an administrator: a notice does not keep the person. The history shows that the system did it.
            var context = new CommandContext(new CommitId(ids.Next()), now, Actor: null, correlation);
            await cancellations.HandleAsync(new CancelBooking(booking.Id, new Actor(user, Role.Admin)), context, cancellation);
        }
    }
}
