using BookingEngine.Notifications;
using BookingEngine.Queues;

namespace BookingEngine.Functions.Notifications;

public sealed class SendMailFunction(SendMailHandler handler)
{
    [Function("SendMail")]
    public Task RunAsync([QueueTrigger(QueueNames.Mails)] string message, FunctionContext context) =>
        handler.HandleAsync(message, context.CancellationToken);
}
