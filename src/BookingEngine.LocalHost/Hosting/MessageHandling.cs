using BookingEngine.Infrastructure.Queues;
using BookingEngine.Ports;

namespace BookingEngine.LocalHost.Hosting;

/// <summary>What becomes of a message that was taken. One whose handler fails is seen again later and is given up after the last try; one that is
/// none of ours is given up at once. While its handler runs a message stays hidden, however long that takes.</summary>
public sealed class MessageHandling(IQueueReceiver queues, QueueSettings settings, TimeProvider time, ILogger<MessageHandling> logger)
{
    /// <summary>Never throws. A queue that fails meanwhile shows the message again by itself.</summary>
    public async Task HandleAsync(QueueHandler handler, QueuedMessage message, CancellationToken stopping)
    {
        try
        {
            await (message switch
            {
                { Text: null } => RejectAsync(handler, message),
                { DequeueCount: var tries } when tries > settings.MaximumDequeueCount => GiveUpAsync(handler, message, null),
                { Text: var text } => TryAsync(handler, message, text, stopping),
            });
        }
        catch (Exception e)
        {
            logger.MessageLeft(handler.Function, message.Id, e);
        }
    }

    private async Task TryAsync(QueueHandler handler, QueuedMessage message, string text, CancellationToken stopping)
    {
        var running = FailureOfAsync(handler, text, stopping);
        message = await HideWhileAsync(running, handler, message);
        switch (await running)
        {
            case null:
                await queues.DeleteAsync(handler.Queue, message);
                break;
            case { } when stopping.IsCancellationRequested:
                break; // cut off, which is no failure: it is seen again when it has been hidden for its time
            case { } e when message.DequeueCount >= settings.MaximumDequeueCount:
                await GiveUpAsync(handler, message, e);
                break;
            case { } e:
                logger.MessageFailed(handler.Function, message.DequeueCount, message.Id, e);
                await queues.PutBackAsync(handler.Queue, message, settings.VisibilityTimeout);
                break;
        }
    }

    private static async Task<Exception?> FailureOfAsync(QueueHandler handler, string text, CancellationToken stopping)
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

    private async Task<QueuedMessage> HideWhileAsync(Task running, QueueHandler handler, QueuedMessage message)
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
            logger.MessageLeft(handler.Function, message.Id, e);
            return message; // tried again after another half; should it be seen too early, its handler bears being run twice
        }
    }

    private async Task RejectAsync(QueueHandler handler, QueuedMessage message)
    {
        logger.MessageRejected(handler.Queue, message.Id);
        await queues.GiveUpAsync(handler.Queue, message);
    }

    // There is no exception if the process died that handled the message last.
    private async Task GiveUpAsync(QueueHandler handler, QueuedMessage message, Exception? e)
    {
        logger.MessageGivenUp(handler.Function, message.DequeueCount, message.Id, e);
        await queues.GiveUpAsync(handler.Queue, message);
    }
}
