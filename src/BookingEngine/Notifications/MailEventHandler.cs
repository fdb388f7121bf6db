using BookingEngine.Branding;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Queues;

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
            foreach (var planned in brand.Sends(template.Kind, recorded.Metadata.RecordedAt) ? await template.PlanAsync(recorded, cancellation) : [])
            {
                await RecordAsync(planned);
            }
        }
    }

    private async Task RecordAsync(PlannedMail planned)
    {
        var now = time.Now();
        var delivery = new Delivery(planned.Stream, planned.Version, DeliveryState.Pending, Attempts: 0, now, planned.DueAt ?? now) { Key = planned.Key };
        await deliveries.AddAsync(delivery);
        if (!delivery.IsQueuedByTimer)
        {
            await queue.SendAsync(QueueNames.Mails, delivery.Id, delivery.HiddenAt(now));
        }
    }
}
