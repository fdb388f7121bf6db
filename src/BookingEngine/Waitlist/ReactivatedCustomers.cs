using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Users.Roles;
using BookingEngine.Waitlist.Signals;

namespace BookingEngine.Waitlist;

/// <summary>Queues looks at the waitlists of customers who may sign in again. Until then they are passed over.</summary>
public sealed class ReactivatedCustomers(WaitlistEntries entries, WaitlistSignal signal) : IEventHandler
{
    public string Name => "waitlist-customers";

    public string Category => Team.Category;

    public async Task HandleAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        if (recorded.Event is UserReactivated { UserId: var user })
        {
            foreach (var service in (await entries.OfCustomerAsync(user, cancellation)).Where(entry => entry.IsOpen).Select(entry => entry.ServiceId).Distinct())
            {
                await signal.SendAsync(ServiceWaitlist.StreamOf(service));
            }
        }
    }
}
