using BookingEngine.Pipeline.Quiet;
using BookingEngine.Ports;
using BookingEngine.Queues;
using NodaTime;

namespace BookingEngine.Notifications;

/// <summary>Queues mails that will be due before the timer's next run, hidden until then, and overdue ones again: the message was lost, or the try
/// died.</summary>
public sealed class DeliverySweep(IDeliveries deliveries, IMessageQueue queue, TimeProvider time)
{
    // A tenant may have so many appointments at the same time, each with a reminder.
    private const int MaximumDeliveries = 5_000;
    private static readonly Duration Grace = Duration.FromMinutes(1), LongestWait = Duration.FromDays(365);

    /// <returns>The number of messages that were sent.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var now = time.Now();
        var due = await deliveries.ListDueAsync(now + QuietCheck.MailsAhead, MaximumDeliveries, cancellation);
        var queued = due.Where(delivery => delivery.IsQueuedByTimer || delivery.NextAt < now - Grace).ToList();
        foreach (var delivery in queued)
        {
            await queue.SendAsync(QueueNames.Mails, delivery.Id, delivery.HiddenAt(now));
        }

        return queued.Count;
    }

    /// <summary>When the next mail is due, sent or not; null if none is in the next year.</summary>
    public async Task<Instant?> FindNextAsync(CancellationToken cancellation) =>
        await deliveries.ListDueAsync(time.Now() + LongestWait, limit: 1, cancellation) is [var next] ? next.NextAt : null;
}
