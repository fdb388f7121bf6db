using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Queues;

namespace BookingEngine.Notifications;

/// <summary>Saves a delivery for each event that causes a mail, then queues it.</summary>
/// <param name="name">The key of its saved positions. Never change it.</param>
/// <param name="category">The category of its streams.</param>
/// <param name="startsAt">The first events that it gets.</param>
public sealed class MailEventHandler(
    string name, string category, HandlerStart startsAt, IEnumerable<IMailTemplate> templates, IDeliveries deliveries, IMessageQueue queue,
    TimeProvider time) : IEventHandler
{
    public string Name => name;

    public string Category => category;

    public HandlerStart StartsAt => startsAt;

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
