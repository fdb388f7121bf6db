using BookingEngine.Queues;
using BookingEngine.Webhooks.Deliveries;

namespace BookingEngine.Functions.Webhooks.Deliveries;

public sealed class DeliverWebhooksFunction(DeliverWebhooksHandler handler)
{
    [Function("DeliverWebhooks")]
    public Task RunAsync([QueueTrigger(QueueNames.Webhooks)] string message, FunctionContext context) =>
        handler.HandleAsync(message, context.CancellationToken);
}
