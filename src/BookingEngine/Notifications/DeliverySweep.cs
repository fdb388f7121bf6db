using BookingEngine.Ports;
using BookingEngine.Queues;
using NodaTime;

namespace BookingEngine.Notifications;

/// <summary>Queues overdue deliveries again: the message was lost, or the try died.</summary>
public sealed class DeliverySweep(IDeliveries deliveries, IMessageQueue queue, TimeProvider time)
{
    private const int MaximumDeliveries = 500;
    private static readonly Duration Grace = Duration.FromMinutes(1), LongestWait = Duration.FromDays(365);

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var due = await deliveries.ListDueAsync(time.Now() - Grace, MaximumDeliveries, cancellation);
        foreach (var delivery in due)
        {
            await queue.SendAsync(QueueNames.Mails, delivery.Id);
        }

        return due.Count;
    }

    /// <summary>Whether some mail is neither sent nor given up.</summary>
    public async Task<bool> HasPendingAsync(CancellationToken cancellation) =>
        (await deliveries.ListDueAsync(time.Now() + LongestWait, limit: 1, cancellation)).Count > 0;
}
