using BookingEngine.Infrastructure.Queues;
using BookingEngine.Ports;

namespace BookingEngine.LocalHost.Hosting;

/// <summary>The handler of a queue's messages.</summary>
/// <param name="Function">The function's name, for the log.</param>
/// <param name="Handle">Handles the text of a message.</param>
public sealed record QueueHandler(string Queue, string Function, Func<string, CancellationToken, Task> Handle);

/// <summary>Takes messages from a queue and handles them in parallel, up to the batch size. After a failed poll the pause doubles, up to a
/// limit.</summary>
public sealed class QueueLoop(IQueueReceiver queues, MessageHandling handling, QueueSettings settings, TimeProvider time, ILogger<QueueLoop> logger)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    public async Task RunAsync(QueueHandler handler, CancellationToken stopping)
    {
        using var concurrency = new SemaphoreSlim(settings.BatchSize);
        try
        {
            while (true)
            {
                await concurrency.WaitAsync(stopping);
                concurrency.Release(); // at least one place is free, and only this loop takes places
                foreach (var message in await TakeAsync(handler.Queue, concurrency.CurrentCount, stopping))
                {
                    await concurrency.WaitAsync(stopping);
                    _ = HandleAsync(handler, message, concurrency, stopping);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Running handlers end with the process. That is safe: an interrupted message is delivered again.
        }
    }

    private async Task<IReadOnlyList<QueuedMessage>> TakeAsync(string queue, int atMost, CancellationToken stopping)
    {
        for (var pause = settings.MaximumPollingInterval; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await queues.TakeAsync(queue, atMost, settings.VisibilityTimeout, stopping);
            }
            catch (StoreUnavailableException e)
            {
                logger.QueueUnavailable(e.Message, pause);
                await Task.Delay(pause, time, stopping);
            }
        }
    }

    private async Task HandleAsync(QueueHandler handler, QueuedMessage message, SemaphoreSlim concurrency, CancellationToken stopping)
    {
        try
        {
            await handling.HandleAsync(handler, message, stopping);
        }
        finally
        {
            if (!stopping.IsCancellationRequested)
            {
                concurrency.Release();
            }
        }
    }
}
