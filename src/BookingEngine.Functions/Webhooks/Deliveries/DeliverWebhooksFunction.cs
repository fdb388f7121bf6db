using BookingEngine.Queues;
using BookingEngine.Webhooks.Sending;

namespace BookingEngine.Functions.Webhooks.Deliveries;

public sealed class DeliverWebhooksFunction(DeliverWebhooksHandler handler)
{
    [Function("DeliverWebhooks")]
    public Task RunAsync([QueueTrigger(QueueNames.Webhooks)] string message, FunctionContext context) =>
        handler.HandleAsync(message, context.CancellationToken);
}
