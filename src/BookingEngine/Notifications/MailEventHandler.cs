using BookingEngine.Branding;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Queues;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Notifications;

/// <summary>Saves the deliveries of each event that causes mails, then queues them.</summary>
/// <param name="name">The key of its saved positions. Never change it.</param>
/// <param name="category">The category of its streams.</param>
/// <param name="startsAt">The first events that it gets.</param>
public sealed class MailEventHandler(
    string name, string category, HandlerStart startsAt, IEnumerable<IMailTemplate> templates, BrandCache brands, ICheckpoints checkpoints,
    IDeliveries deliveries, IMessageQueue queue, TimeProvider time) : IEventHandler
{
    /// <summary>The actor of commands that import what happened elsewhere. Nobody is told of that.</summary>
    public const string Imported = "import";

    private static readonly Duration AfterDue = Duration.FromSeconds(1);

    private readonly IMailTemplate[] _templates = [.. templates.Where(template => template.Handler == name)];

    private Instant? _start;

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
            if (recorded.Metadata.RecordedAt < await FindStartAsync(cancellation))
            {
                return;
            }

            var brand = await brands.FindAsync(cancellation);
            if (brand.Sends(template.Kind, recorded.Metadata.RecordedAt))
            {
                await RecordAsync(template, recorded, cancellation);
            }
        }
    }

    // Other handlers also get what happened some minutes before their start. A mail would tell of what nobody was told of then.
    private async Task<Instant> FindStartAsync(CancellationToken cancellation) => _start ??=
        startsAt is HandlerStart.Deployment && await checkpoints.FindAsync(HandlerStarts.Prefix + name, cancellation) is { } stored
            ? InstantPattern.ExtendedIso.Parse(stored).Value
            : Instant.MinValue;

    private async Task RecordAsync(IMailTemplate template, RecordedEvent recorded, CancellationToken cancellation)
    {
        var now = time.Now();
        var due = template.DueAt(recorded) ?? now;
        foreach (var recipient in await template.FindRecipientsAsync(recorded, cancellation))
        {
            var delivery = new Delivery(recorded.Stream, recorded.Version, DeliveryState.Pending, Attempts: 0, now, due)
            {
                Key = template.IsOnlyMail ? null : new DeliveryKey(template.Kind.Name, 0, recipient),
            };
            await deliveries.AddAsync(delivery);
            await queue.SendAsync(QueueNames.Mails, delivery.Id, due > now ? (due - now + AfterDue).ToTimeSpan() : TimeSpan.Zero);
        }
    }
}
