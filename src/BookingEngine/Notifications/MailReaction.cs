using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Users;

namespace BookingEngine.Notifications;

/// <summary>Puts down a mail for each event that a template answers, then queues it.</summary>
public sealed class MailReaction(IEnumerable<IMailTemplate> templates, IDeliveries deliveries, IMessageQueue queue, TimeProvider time) : IReaction
{
    public string Name => "mails";

    public string Category => User.Category;

    public async Task ReactAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        if (templates.Any(t => t.Answers(recorded.Event)))
        {
            var now = time.Now();
            var delivery = new Delivery(recorded.Stream, recorded.Version, DeliveryState.Pending, Attempts: 0, now, now);
            await deliveries.AddAsync(delivery);
            await queue.SendAsync(QueueNames.Mails, delivery.Id);
        }
    }
}
