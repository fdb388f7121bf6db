using BookingEngine.Infrastructure.Queues;
using BookingEngine.Ports;

namespace BookingEngine.LocalHost.Hosting;

/// <summary>Handles a taken message. If the handler fails, the message is retried, and after the last try it becomes poison. A message that is
/// not UTF-8 in Base64 becomes poison at once. While its handler runs, a message stays hidden.</summary>
public sealed class MessageHandling(IQueueReceiver queues, QueueSettings settings, TimeProvider time, ILogger<MessageHandling> logger)
{
    /// <summary>Never throws. If the queue fails meanwhile, the message becomes visible again after its visibility timeout.</summary>
    public async Task HandleAsync(QueueHandler handler, QueuedMessage message, CancellationToken stopping)
    {
        try
        {
            await (message switch
            {
                { Text: null } => RejectAsync(handler, message),
                { DequeueCount: var tries } when tries > settings.MaximumDequeueCount => MoveToPoisonAsync(handler, message, null),
                { Text: var text } => TryAsync(handler, message, text, stopping),
            });
        }
        catch (Exception e)
        {
            logger.QueueNotUpdated(message.Id, handler.Function, e);
        }
    }

    private async Task TryAsync(QueueHandler handler, QueuedMessage message, string text, CancellationToken stopping)
    {
        var running = TryHandleAsync(handler, text, stopping);
        message = await KeepHiddenAsync(running, handler, message);
        switch (await running)
        {
            case null:
                await queues.DeleteAsync(handler.Queue, message);
                break;
            case { } when stopping.IsCancellationRequested:
                break; // interrupted by the stop, which is not a failure: the message becomes visible after its timeout
            case { } e when message.DequeueCount >= settings.MaximumDequeueCount:
                await MoveToPoisonAsync(handler, message, e);
                break;
            case { } e:
                logger.MessageFailed(handler.Function, message.DequeueCount, message.Id, e);
                await queues.PutBackAsync(handler.Queue, message, settings.VisibilityTimeout);
                break;
        }
    }

    private static async Task<Exception?> TryHandleAsync(QueueHandler handler, string text, CancellationToken stopping)
    {
        try
        {
            await handler.Handle(text, stopping);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private async Task<QueuedMessage> KeepHiddenAsync(Task running, QueueHandler handler, QueuedMessage message)
    {
        while (!running.IsCompleted)
        {
            await running.WaitAsync(settings.VisibilityTimeout / 2, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!running.IsCompleted)
            {
                message = await HideAsync(handler, message);
            }
        }

        return message;
    }

    private async Task<QueuedMessage> HideAsync(QueueHandler handler, QueuedMessage message)
    {
        try
        {
            return await queues.HideAsync(handler.Queue, message, settings.VisibilityTimeout);
        }
        catch (StoreUnavailableException e)
        {
            logger.QueueNotUpdated(message.Id, handler.Function, e);
            return message; // retried after another half of the timeout; handlers are idempotent, so a second delivery is safe
        }
    }

    private async Task RejectAsync(QueueHandler handler, QueuedMessage message)
    {
        logger.MessageRejected(handler.Queue, message.Id);
        await queues.MoveToPoisonAsync(handler.Queue, message);
    }

    // The exception is null if the process that handled the message last has died.
    private async Task MoveToPoisonAsync(QueueHandler handler, QueuedMessage message, Exception? e)
    {
        logger.MessagePoisoned(handler.Function, message.DequeueCount, message.Id, e);
        await queues.MoveToPoisonAsync(handler.Queue, message);
    }
}
