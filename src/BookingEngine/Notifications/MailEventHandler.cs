using BookingEngine.Branding;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Queues;
using NodaTime;

namespace BookingEngine.Notifications;

/// <summary>Saves the deliveries of each event that causes mails, then queues them.</summary>
/// <param name="name">The key of its saved positions. Never change it.</param>
/// <param name="category">The category of its streams.</param>
/// <param name="startsAt">The first events that it gets.</param>
public sealed class MailEventHandler(
    string name, string category, HandlerStart startsAt, IEnumerable<IMailTemplate> templates, BrandCache brands, IDeliveries deliveries,
    IMessageQueue queue, TimeProvider time) : IEventHandler
{
    /// <summary>The actor of commands that import what happened elsewhere. Nobody is told of that.</summary>
    public const string Imported = "import";

    private readonly IMailTemplate[] _templates = [.. templates.Where(template => template.Handler == name)];

    public string Name => name;

    public string Category => category;

    public HandlerStart StartsAt => startsAt;

    public async Task HandleAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        if (recorded.Metadata.Actor == Imported)
        {
            return;
        }

        foreach (var template in _templates.Where(template => template.AppliesTo(recorded.Event)))
        {
            var brand = await brands.FindAsync(cancellation);
            if (brand.Sends(template.Kind, recorded.Metadata.RecordedAt))
            {
                await RecordAsync(template, recorded, cancellation);
            }
        }
    }

    private async Task RecordAsync(IMailTemplate template, RecordedEvent recorded, CancellationToken cancellation)
    {
        var times = await template.FindTimesAsync(recorded, cancellation);
        foreach (var recipient in times.Count == 0 ? [] : await template.FindRecipientsAsync(recorded, cancellation))
        {
            foreach (var at in times)
            {
                await RecordAsync(recorded, template.IsOnlyMail ? null : new DeliveryKey(template.Kind.Name, at.Ordinal, recipient), at.DueAt);
            }
        }
    }

    private async Task RecordAsync(RecordedEvent recorded, DeliveryKey? key, Instant? dueAt)
    {
        var now = time.Now();
        var delivery = new Delivery(recorded.Stream, recorded.Version, DeliveryState.Pending, Attempts: 0, now, dueAt ?? now) { Key = key };
        await deliveries.AddAsync(delivery);
        if (!delivery.IsQueuedByTimer)
        {
            await queue.SendAsync(QueueNames.Mails, delivery.Id, delivery.HiddenAt(now));
        }
    }
}
