using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Queues;

namespace BookingEngine.Notifications;

/// <summary>Records a delivery for each event of a category that a template answers, then queues it.</summary>
/// <param name="name">Stable for ever: positions are kept under it.</param>
/// <param name="category">The streams that it follows.</param>
public sealed class MailEventHandler(
    string name, string category, IEnumerable<IMailTemplate> templates, IDeliveries deliveries, IMessageQueue queue, TimeProvider time) : IEventHandler
{
    public string Name => name;

    public string Category => category;

    public async Task HandleAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        if (templates.Any(t => t.AppliesTo(recorded.Event)))
        {
            var now = time.Now();
            var delivery = new Delivery(recorded.Stream, recorded.Version, DeliveryState.Pending, Attempts: 0, now, now);
            await deliveries.AddAsync(delivery);
            await queue.SendAsync(QueueNames.Mails, delivery.Id);
        }
    }
}
